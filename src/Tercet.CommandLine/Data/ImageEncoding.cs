using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>How a command embeds images.</summary>
public sealed record ImageEncoding
{
    private const string Hog = "hog", Pixels = "pixels";

    /// <summary>hog, pixels, or the path of a model.</summary>
    public string Encoder { get; init; } = Hog;

    /// <summary>How a model is fed.</summary>
    public OnnxEncoderOptions Onnx { get; init; } = new();

    /// <summary>The specified input size; null where none was.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>Whether a pooling of tokens was specified.</summary>
    public bool IsPoolingSpecified { get; init; }

    /// <summary>How a list of images is embedded.</summary>
    public ImageEmbedderOptions Options { get; init; } = new();

    /// <summary>Whether an encoder is built in.</summary>
    /// <param name="encoder">Its name.</param>
    public static bool IsBuiltIn(string encoder) => encoder is Hog or Pixels;

    /// <summary>Opens the encoder.</summary>
    public ImageEncoder Open() => Encoder switch
    {
        Hog => new HogDescriptor(),
        Pixels => new PixelDescriptor(),
        _ => OpenModel(),
    };

    /// <summary>Opens a model, and rejects options that have no effect on it.</summary>
    private OnnxEncoder OpenModel()
    {
        var model = OnnxEncoder.Open(Encoder, Onnx);
        var faults = new UsageFaults();
        if (Size is { } size && size != model.InputSize)
        {
            faults.Add(
                Invariant($"--size is {size.Width}x{size.Height}, but {Encoder} takes images of exactly ")
                + Invariant($"{model.InputSize.Width}x{model.InputSize.Height}. Leave --size out."));
        }
        if (IsPoolingSpecified && !model.PoolsTokens)
        {
            faults.Add(
                $"--pooling applies to outputs with one vector per token, which that of {Encoder} is not. "
                + "Leave it out, or name another output with --output.");
        }
        try
        {
            faults.ThrowIfAny();
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Describes an encoder for a manifest.</summary>
    /// <param name="encoder">The encoder.</param>
    public static ManifestEncoder Describe(ImageEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new ManifestEncoder(encoder.Name, encoder.Description, encoder.Fingerprint, encoder.Settings);
    }

    /// <summary>Rejects the path of a table that does not exist.</summary>
    /// <param name="path">The path.</param>
    public static void RequireData(string path)
    {
        if (!Path.Exists(path))
        {
            throw new InvalidInputException(
                $"{path}: no such file or folder. Expected a CSV file with one row per item, or a folder with one sub-folder of "
                + "images per class.");
        }
    }

    /// <summary>The folder that a table's files are relative to.</summary>
    /// <param name="data">The table or folder.</param>
    /// <param name="images">The specified folder; null where none was.</param>
    public static string FolderOf(string data, string? images) =>
        Directory.Exists(data) ? data : images ?? (Path.GetDirectoryName(data) is { Length: > 0 } folder ? folder : ".");

    /// <summary>Embeds the images of a table.</summary>
    /// <param name="encoder">The result of <see cref="Open"/>.</param>
    /// <param name="table">The table.</param>
    /// <param name="takesPart">Which of its items are embedded.</param>
    /// <param name="data">The table's path.</param>
    /// <param name="images">The folder of its images.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public EmbeddedImages Embed(
        ImageEncoder encoder, ItemTable table, Func<int, bool> takesPart, string data, string images, ProgressDisplay display,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(display);
        var files = table.Files!.Select((file, i) => takesPart(i) ? file : null).ToList();
        return display.Run($"Embedding the images of {data}", progress => ImageEmbedder.Embed(
            encoder, files, images, item => $"{data}, {table.LocationOf(item)}", Options, progress, cancellationToken));
    }
}
