using Tercet.Torch.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>
/// Brings pixels from 0 … 1 to −1 … 1. Where they are left as they are, what all images have in common, such as white paper, drowns what sets them apart: an untrained network maps them close together, and
/// training then collapses more easily (LeCun et al. 1998, Efficient BackProp, say why inputs should have a mean near 0).
/// </summary>
internal static class Centring
{
    private const double Middle = 0.5, Factor = 2;

    /// <summary>Changes a tensor in place.</summary>
    public static Tensor Apply(Tensor images)
    {
        // TorchSharp's operators make numbers for the collector, who may take them while native code still reads them: these are kept until they were read.
        using var middle = Middle.ToScalar();
        using var factor = Factor.ToScalar();
        return images.sub_(middle).mul_(factor);
    }

    /// <summary>The same in a graph.</summary>
    public static string Export(OnnxGraph graph, string input) => graph.Scale(graph.Shift(input, -Middle), Factor);
}
