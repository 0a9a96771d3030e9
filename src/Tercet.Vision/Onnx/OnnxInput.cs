using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Tercet.Vision.Onnx;

/// <summary>What a model takes: one tensor of images.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="ElementType">float32, float16 or uint8.</param>
/// <param name="ChannelsFirst">batch × channels × height × width (NCHW), or channels last (NHWC).</param>
/// <param name="Channels">3, or 1 for grey.</param>
/// <param name="Width">Pixels a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Batch">Images a call; null where the model leaves it open.</param>
internal sealed record OnnxInput(string Name, TensorElementType ElementType, bool ChannelsFirst, int Channels, int Width, int Height, int? Batch)
{
    private const int Rank = 4;
    private const long MaxElements = 1 << 28;

    /// <summary>Elements of one image.</summary>
    public int Elements => Channels * Width * Height;

    public string Layout => ChannelsFirst ? "NCHW" : "NHWC";

    public string ElementName => ElementType switch
    {
        TensorElementType.Float16 => "float16",
        TensorElementType.UInt8 => "uint8",
        _ => "float32",
    };

    public long[] ShapeOf(int batch) => ChannelsFirst ? [batch, Channels, Height, Width] : [batch, Height, Width, Channels];

    /// <summary>Reads the one input of a model.</summary>
    /// <exception cref="InvalidInputException">The model takes several, or something else than images.</exception>
    public static OnnxInput Of(InferenceSession session, string path, ImagePreparation preparation)
    {
        var inputs = session.InputMetadata;
        if (inputs.Count != 1)
            throw new InvalidInputException(
                $"{path}: the model takes {inputs.Count} inputs: {string.Join("; ", inputs.Select(input => Describe(input.Key, input.Value)))}. "
                + "Expected one, the image. Export the image part alone (of CLIP, the vision tower).");
        var (name, found) = inputs.Single();
        if (!found.IsTensor || found.Dimensions.Length != Rank
            || found.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.UInt8))
            throw new InvalidInputException(
                $"{path}: the model takes {Describe(name, found)}. Expected images: four dimensions, (batch, channels, height, width) or (batch, height, width, channels), of float32, float16 or uint8.");
        var sizes = found.Dimensions;
        var first = sizes[1] is 1 or 3;
        if (!first && sizes[3] is not (1 or 3))
            throw new InvalidInputException($"{path}: the model takes {Describe(name, found)}. Expected 3 channels, or 1 for grey, in the second dimension or in the last.");
        var (height, width) = first ? (sizes[2], sizes[3]) : (sizes[1], sizes[2]);
        if ((height < 1 || width < 1) && preparation.Size is null)
            throw new InvalidInputException($"{path}: the model leaves the size of its images open: {Describe(name, found)}. Say which with --size, such as --size 224, or with a --preset.");
        var input = new OnnxInput(
            name, found.ElementDataType, first, first ? sizes[1] : sizes[3],
            width < 1 ? preparation.Size!.Value.Width : width, height < 1 ? preparation.Size!.Value.Height : height,
            sizes[0] < 1 ? null : sizes[0]);
        if ((Int128)(input.Batch ?? 1) * input.Channels * input.Width * input.Height > MaxElements)
            throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture,
                $"{path}: the model takes {Describe(name, found)}. Expected at most {MaxElements:N0} values a call. Export it for fewer or smaller images."));
        return input;
    }

    /// <summary>An input or output in words, such as <c>pixels: float32 [batch, 3, 224, 224]</c>.</summary>
    public static string Describe(string name, NodeMetadata node)
    {
        if (!node.IsTensor)
            return $"{name}: no tensor";
        var sizes = node.Dimensions.Select((size, i) => size >= 0 ? FormattableString.Invariant($"{size}") : node.SymbolicDimensions[i] is { Length: > 0 } symbol ? symbol : "?");
        return $"{name}: {NameOf(node.ElementDataType)} [{string.Join(", ", sizes)}]";
    }

    public static string NameOf(TensorElementType type) => type switch
    {
        TensorElementType.Float => "float32",
        TensorElementType.Double => "float64",
        _ => type.ToString().ToLowerInvariant(),
    };
}
