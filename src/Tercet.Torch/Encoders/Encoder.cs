using Tercet.Torch.Onnx;
using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>A trainable network from rows of inputs (images, or a frozen model's embeddings) to rows of embeddings.</summary>
public abstract class Encoder : nn.Module<Tensor, Tensor>
{
    private protected Encoder(string name, int inputLength, int dimensions) : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputLength, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        (InputLength, Dimensions) = (inputLength, dimensions);
    }

    /// <summary>Components per row of inputs.</summary>
    public int InputLength { get; }

    /// <summary>Components per embedding.</summary>
    public int Dimensions { get; }

    /// <summary>The architecture, as a phrase.</summary>
    public abstract string Description { get; }

    /// <summary>Adds the network in evaluation mode to a graph, with its input.</summary>
    /// <returns>The name of the embeddings.</returns>
    internal abstract string Export(OnnxGraph graph);

    /// <summary>Registers the layers and draws their weights; the last call of each constructor.</summary>
    private protected void Initialize(ulong seed)
    {
        RegisterComponents();
        Initialization.Draw(this, seed);
    }
}
