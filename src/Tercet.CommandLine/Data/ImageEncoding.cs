using Tercet.CommandLine.Options;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;
using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>How a command's images become embeddings.</summary>
public sealed record ImageEncoding
{
    private const string Hog = "hog", Pixels = "pixels";

    /// <summary>hog, pixels, or the path of a model.</summary>
    public string Encoder { get; init; } = Hog;

    public OnnxEncoderOptions Onnx { get; init; } = new();

    /// <summary>The size that was asked for; null where none was.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>Whether a way of pooling tokens was asked for.</summary>
    public bool PoolingGiven { get; init; }

    public ImageEmbedderOptions Options { get; init; } = new();

    public static bool IsBuiltIn(string encoder) => encoder is Hog or Pixels;

    public ImageEncoder Open() => Encoder switch
    {
        Hog => new HogDescriptor(),
        Pixels => new PixelDescriptor(),
        _ => OpenModel(),
    };

    /// <summary>Opens a model, and refuses what was asked of it in vain.</summary>
    private OnnxEncoder OpenModel()
    {
        var model = OnnxEncoder.Open(Encoder, Onnx);
        var faults = new List<string>();
        if (Size is { } size && size != model.InputSize)
            faults.Add(FormattableString.Invariant($"--size is {size.Width}x{size.Height}, but {Encoder} takes images of {model.InputSize.Width}x{model.InputSize.Height} and no others. Leave --size out."));
        if (PoolingGiven && !model.PoolsTokens)
            faults.Add($"--pooling is for an output of one vector a token, which that of {Encoder} is not. Leave it out, or name another output with --output.");
        if (faults.Count == 0)
            return model;
        model.Dispose();
        throw new UsageException(faults);
    }

    public static ManifestEncoder Describe(ImageEncoder encoder) => new(encoder.Name, encoder.Description, encoder.Fingerprint, encoder.Settings);

    /// <summary>Refuses a path of a table where there is nothing.</summary>
    public static void RequireData(string path)
    {
        if (!Path.Exists(path))
            throw new InvalidInputException($"{path}: no such file or folder. Expected a CSV file with a row for each item, or a folder with a sub-folder of images for each class.");
    }

    /// <summary>The folder that a table's files are relative to.</summary>
    public static string FolderOf(string data, string? images) =>
        Directory.Exists(data) ? data : images ?? (Path.GetDirectoryName(data) is { Length: > 0 } folder ? folder : ".");

    /// <summary>Embeds the images of a table.</summary>
    /// <param name="encoder">As <see cref="Open"/> gave it.</param>
    /// <param name="table">The table.</param>
    /// <param name="takesPart">Which of its items are embedded.</param>
    /// <param name="data">The table's path.</param>
    /// <param name="images">The folder of its images.</param>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public EmbeddedImages Embed(
        ImageEncoder encoder, ItemTable table, Func<int, bool> takesPart, string data, string images, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var files = table.Files!.Select((file, i) => takesPart(i) ? file : null).ToList();
        return display.Run($"Embedding the images of {data}", progress => ImageEmbedder.Embed(
            encoder, files, images, item => $"{data}, {table.LocationOf(item)}", Options, progress, cancellationToken));
    }
}
