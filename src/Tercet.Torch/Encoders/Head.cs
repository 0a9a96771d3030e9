using Tercet.Torch.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Tercet.Torch.Encoders;

/// <summary>
/// A linear map of the embeddings of a frozen model, with one hidden layer of ReLU before it or none: adapts the model to a small
/// data set.
/// </summary>
/// <example>
/// <code>
/// using var encoder = new Head(inputLength: 768, dimensions: 128, hidden: 256, seed: 1);
/// </code>
/// </example>
public sealed class Head : Encoder
{
    private readonly Linear? hidden;
    private readonly Linear dense;

    /// <summary>Builds the network with random weights.</summary>
    /// <param name="inputLength">Components per input embedding.</param>
    /// <param name="dimensions">Components per embedding, 1 or more.</param>
    /// <param name="hidden">Units of the hidden layer; 0 for none.</param>
    /// <param name="seed">The seed of the weights.</param>
    public Head(int inputLength, int dimensions = 64, int hidden = 0, ulong seed = 0)
        : base(nameof(Head), inputLength, dimensions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hidden);
        if (hidden > 0)
            this.hidden = Linear(inputLength, hidden);
        dense = Linear(hidden > 0 ? hidden : inputLength, dimensions);
        Initialize(seed);
    }

    /// <inheritdoc/>
    public override string Description => hidden is null
        ? $"head: a linear map on embeddings of {InputLength} components"
        : $"head: a hidden layer of {hidden.out_features} units and a linear map on embeddings of {InputLength} components";

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) =>
        dense.forward(hidden is null ? input : functional.relu(hidden.forward(input)));

    internal override string Export(OnnxGraph graph)
    {
        var x = graph.Input("embeddings", InputLength);
        if (hidden is not null)
            x = graph.Relu(graph.Multiply(x, nameof(hidden), hidden));
        return graph.Multiply(x, nameof(dense), dense);
    }
}
