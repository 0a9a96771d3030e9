using Tercet.Torch.Onnx;
using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>A network that can be trained, from rows of inputs (images, or given embeddings) to rows of embeddings.</summary>
public abstract class Encoder : nn.Module<Tensor, Tensor>
{
    private protected Encoder(string name, int inputLength, int dimensions) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        (InputLength, Dimensions) = (inputLength, dimensions);
    }

    /// <summary>Components of a row of inputs.</summary>
    public int InputLength { get; }

    /// <summary>Components of an embedding.</summary>
    public int Dimensions { get; }

    /// <summary>What it is, in one sentence for people.</summary>
    public abstract string Description { get; }

    /// <summary>Adds the network to a graph, with its input, as it is when it is not training.</summary>
    /// <returns>The name of the embeddings.</returns>
    internal abstract string Export(OnnxGraph graph);

    /// <summary>Registers the layers and draws their weights; what each constructor ends with.</summary>
    private protected void Initialize(ulong seed)
    {
        RegisterComponents();
        Initialization.Draw(this, seed);
    }
}
