using Tercet.Datasets;
using Tercet.Runs;
using Tercet.Vision;
using Tercet.Vision.Encoders;
using Tercet.Vision.Onnx;

namespace Tercet.Cli.Commands;

/// <summary>How a command's images become embeddings.</summary>
internal sealed record ImageEncoding
{
    private const string Hog = "hog", Pixels = "pixels";

    /// <summary>hog, pixels, or the path of a model.</summary>
    public string Encoder { get; init; } = Hog;

    public OnnxEncoderOptions Onnx { get; init; } = new();

    public ImageEmbedderOptions Options { get; init; } = new();

    public static bool IsBuiltIn(string encoder) => encoder is Hog or Pixels;

    public ImageEncoder Open() => Encoder switch
    {
        Hog => new HogDescriptor(),
        Pixels => new PixelDescriptor(),
        _ => OnnxEncoder.Open(Encoder, Onnx),
    };

    public static ManifestEncoder Describe(ImageEncoder encoder) => new(encoder.Name, encoder.Description, encoder.Fingerprint, encoder.Settings);

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
    /// <param name="cancellation">Ends it early.</param>
    public EmbeddedImages Embed(
        ImageEncoder encoder, ItemTable table, Func<int, bool> takesPart, string data, string images, ProgressDisplay display, CancellationToken cancellation)
    {
        var files = table.Files!.Select((file, i) => takesPart(i) ? file : null).ToList();
        return display.Run($"Embedding the images of {data}", progress => ImageEmbedder.Embed(
            encoder, files, images, item => $"{data}, {table.PlaceOf(item)}", Options, progress, cancellation));
    }
}
