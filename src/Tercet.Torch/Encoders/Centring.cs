using Tercet.Torch.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>
/// Maps pixels from [0, 1] to [−1, 1]. Without it, what all images have in common, such as white paper, dominates what sets them
/// apart: an untrained network maps them close together, and training collapses more easily (LeCun et al. 1998, Efficient
/// BackProp, on why inputs should have a mean near 0).
/// </summary>
internal static class Centring
{
    private const double Middle = 0.5, Factor = 2;

    /// <summary>Changes a tensor in place.</summary>
    public static Tensor Apply(Tensor images)
    {
        // TorchSharp's operators create scalars that may be finalised while native code still reads them: these are kept.
        using var middle = Middle.ToScalar();
        using var factor = Factor.ToScalar();
        return images.sub_(middle).mul_(factor);
    }

    /// <summary>The same in a graph.</summary>
    public static string Export(OnnxGraph graph, string input) => graph.Scale(graph.Shift(input, -Middle), Factor);
}
