using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Tercet.Vision.Onnx;

/// <summary>The input of a model: one tensor of images.</summary>
/// <param name="Name">The input's name.</param>
/// <param name="ElementType">float32, float16 or uint8.</param>
/// <param name="ChannelsFirst">batch × channels × height × width (NCHW), or channels last (NHWC).</param>
/// <param name="Channels">3, or 1 for grey.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Batch">Images per call; null if the model leaves it open.</param>
internal sealed record OnnxInput(
    string Name, TensorElementType ElementType, bool ChannelsFirst, int Channels, int Width, int Height, int? Batch)
{
    private const int Rank = 4;
    private const int Grey = 1, Colours = 3;
    private const long MaxElements = 1 << 28;

    /// <summary>Elements per image.</summary>
    public int Elements => Channels * Width * Height;

    public string Layout => ChannelsFirst ? "NCHW" : "NHWC";

    public string ElementName => NameOf(ElementType);

    public long[] ShapeOf(int batch) => ChannelsFirst ? [batch, Channels, Height, Width] : [batch, Height, Width, Channels];

    /// <summary>Reads the declaration of a model's only input.</summary>
    /// <exception cref="InvalidInputException">The model has several inputs, or one that does not take images.</exception>
    public static OnnxInput Read(InferenceSession session, string path, ImagePreparation preparation)
    {
        var (name, node) = Single(session, path);
        var declared = $"{path}: the model takes {Describe(name, node)}.";
        if (!node.IsTensor || node.Dimensions.Length != Rank
            || node.ElementDataType is not (TensorElementType.Float or TensorElementType.Float16 or TensorElementType.UInt8))
            throw new InvalidInputException(
                $"{declared} Expected images: four dimensions, (batch, channels, height, width) or (batch, height, width, "
                + "channels), of float32, float16 or uint8.");
        var sizes = node.Dimensions;
        if (IsChannelsFirst(node) is not { } channelsFirst)
            throw new InvalidInputException(
                $"{declared} Expected 3 channels, or 1 for grey, in the second dimension or in the last.");
        var (height, width) = channelsFirst ? (sizes[2], sizes[3]) : (sizes[1], sizes[2]);
        if ((height < 1 || width < 1) && preparation.Size is null)
            throw new InvalidInputException(
                $"{declared} It leaves the size of its images open. Set `Size`, such as 224x224, or use a preset.");
        var input = new OnnxInput(
            name, node.ElementDataType, channelsFirst,
            Channels: ChannelsOf(channelsFirst ? sizes[1] : sizes[3], name, path, declared),
            Width: width < 1 ? preparation.Size!.Value.Width : width,
            Height: height < 1 ? preparation.Size!.Value.Height : height,
            Batch: sizes[0] < 1 ? null : sizes[0]);
        if ((Int128)(input.Batch ?? 1) * input.Channels * input.Width * input.Height > MaxElements)
            throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{declared} Expected at most {MaxElements:N0} values per call. Export it for fewer or smaller images."));
        return input;
    }

    /// <summary>Describes an input or output, such as <c>pixels: float32 [batch, 3, 224, 224]</c>.</summary>
    public static string Describe(string name, NodeMetadata node)
    {
        if (!node.IsTensor)
            return $"{name}: not a tensor";
        var sizes = node.Dimensions.Select((size, i) =>
            size >= 0 ? FormattableString.Invariant($"{size}")
            : node.SymbolicDimensions[i] is { Length: > 0 } symbol ? symbol
            : "?");
        return $"{name}: {NameOf(node.ElementDataType)} [{string.Join(", ", sizes)}]";
    }

    public static string NameOf(TensorElementType type) => type switch
    {
        TensorElementType.Float => "float32",
        TensorElementType.Double => "float64",
        _ => type.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// Whether the dimension of the channels is the second or the last: 1 or 3 tells, or else an open size where the other two
    /// are alike, both open or both fixed. Null if neither can be the channels.
    /// </summary>
    private static bool? IsChannelsFirst(NodeMetadata node)
    {
        var sizes = node.Dimensions;
        if (sizes[1] is Grey or Colours)
            return true;
        if (sizes[3] is Grey or Colours)
            return false;
        var isOpen = Array.ConvertAll(sizes, size => size < 1);
        if (isOpen[1] && isOpen[2] && isOpen[3])
            return !node.SymbolicDimensions[3].Contains("channel", StringComparison.OrdinalIgnoreCase);
        return isOpen[1] && !isOpen[2] && !isOpen[3] ? true : isOpen[3] && !isOpen[1] && !isOpen[2] ? false : null;
    }

    /// <summary>The declared channels, or those of the first convolution, or 3.</summary>
    private static int ChannelsOf(int size, string name, string path, string declared)
    {
        if (size > 0)
            return size;
        var channels = OnnxModelFile.ReadGraph(path).ChannelsOf(name) ?? Colours;
        return channels is Grey or Colours ? (int)channels : throw new InvalidInputException(
            FormattableString.Invariant(
                $"{declared} Its first convolution takes {channels} channels. Expected 3, or 1 for grey."));
    }

    private static KeyValuePair<string, NodeMetadata> Single(InferenceSession session, string path)
    {
        var inputs = session.InputMetadata;
        return inputs.Count == 1 ? inputs.Single() : throw new InvalidInputException(
            $"{path}: the model has {inputs.Count} inputs: "
            + $"{string.Join("; ", inputs.Select(input => Describe(input.Key, input.Value)))}. "
            + "Expected one, the image. Export only the image part (of CLIP, the vision tower).");
    }
}
