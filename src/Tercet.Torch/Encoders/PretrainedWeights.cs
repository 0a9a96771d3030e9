using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Tercet.Torch.Encoders;

/// <summary>Brings weights of torchvision's ImageNet networks to an encoder.</summary>
internal static class PretrainedWeights
{
    private const string First = "conv1.weight", FirstMean = "bn1.running_mean", Counter = "num_batches_tracked";
    private const int Colours = 3;

    // https://docs.pytorch.org/vision/stable/models.html: images in [0, 1] are normalized by these.
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f], Deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Loads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its name for messages.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="last">The name of the last layer, which may differ.</param>
    /// <param name="convolution">The first layer.</param>
    /// <param name="normalization">The layer after it.</param>
    public static void Load(
        SafeTensorsFile file, string path, Encoder encoder, string last, Conv2d convolution, BatchNorm2d normalization)
    {
        var state = encoder.state_dict().Where(named => !named.Key.EndsWith(Counter, StringComparison.Ordinal)).ToList();
        Require(file, path, [.. state.Where(named => !IsOf(last, named.Key)).Select(named => (named.Key, named.Value))], last);
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        foreach (var (name, target) in state)
        {
            if (name is not (First or FirstMean) && file.ShapeOf(name) is { } shape && shape.SequenceEqual(target.shape))
                target.copy_(file.Read(name));
        }
        // The encoder centres pixels as 2x - 1; torchvision's networks take (x - mean) / deviation. The difference goes into the
        // weights, which makes both the same but at the padded borders.
        var weights = file.Read(First);
        var scale = 1 / (2 * Column(Deviation));
        var shift = (weights * ((0.5 - Column(Mean)) / Column(Deviation))).sum([1, 2, 3]);
        var scaled = weights * scale;
        convolution.weight.copy_(convolution.weight.shape[1] == Colours ? scaled : scaled.sum(1, keepdim: true));
        normalization.running_mean!.copy_(file.Read(FirstMean) - shift);
    }

    private static Tensor Column(float[] values) => tensor(values).view(1, Colours, 1, 1);

    private static bool IsOf(string layer, string name) => name.StartsWith(layer + ".", StringComparison.Ordinal);

    private static void Require(SafeTensorsFile file, string path, IReadOnlyList<(string Name, Tensor Tensor)> state, string last)
    {
        var missing = state.Select(named => (named.Name, Shape: named.Name == First ? Coloured(named.Tensor.shape) : named.Tensor.shape))
            .Where(named => file.ShapeOf(named.Name)?.SequenceEqual(named.Shape) != true)
            .Select(named => $"no {named.Name} of F32 and shape [{string.Join(", ", named.Shape)}]");
        var unknown = file.Names.Except(state.Select(named => named.Name))
            .Where(name => !IsOf(last, name) && !name.EndsWith(Counter, StringComparison.Ordinal))
            .Select(name => $"{name}, which the encoder does not have");
        if (missing.Concat(unknown).ToList() is { Count: > 0 } faults)
        {
            throw new InvalidInputException(
                $"{path}: the tensors are not those of a ResNet-18", faults,
                "Expected torchvision's names, as safetensors.torch.save_file(resnet18(weights=...).state_dict(), FILE) writes them.");
        }
    }

    private static long[] Coloured(long[] shape) => [shape[0], Colours, .. shape[2..]];
}
