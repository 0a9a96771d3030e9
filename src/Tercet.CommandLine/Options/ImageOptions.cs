using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.Vision;

namespace Tercet.CommandLine.Options;

/// <summary>The options of image files, whatever reads them.</summary>
public sealed class ImageOptions
{
    private static readonly ImageEmbedderOptions Default = new();

    private readonly Option<long> _maxPixels = OptionFactory.Number(
        "--max-pixels", "N", "Images with more pixels are rejected before decoding.", Default.MaxPixels);

    private readonly Option<BadImageHandling> _onBadImage = OptionFactory.OfEnum(
        "--on-bad-image", "Missing, damaged or too large images: report all and fail, or skip and count.", Default.OnBadImage);

    private readonly Option<string?> _cache = OptionFactory.OptionalText(
        "--cache", "DIR",
        $"Folder of cached embeddings, keyed by the content of image or text and encoder. [default: {CacheFolder.Display}]");

    private readonly Option<bool> _noCache = OptionFactory.Switch("--no-cache", "Do not cache embeddings.");

    /// <summary>All of them.</summary>
    public Option[] All => [_maxPixels, _onBadImage, _cache, _noCache];

    /// <summary>Those without effect where no image is read.</summary>
    public Option[] OfImagesOnly => [_maxPixels, _cache, _noCache];

    /// <summary>Those without effect on texts.</summary>
    public Option[] NotOfTexts => [_maxPixels, _onBadImage];

    /// <summary>What contradicts itself.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(_cache) is not null && parsed.GetValue(_noCache))
            yield return "--cache and --no-cache contradict each other. Leave out one of them.";
    }

    /// <summary>The fault of options that have no effect because embeddings are given.</summary>
    /// <param name="specified">Their names.</param>
    public static string WithoutImages(IEnumerable<string> specified) =>
        $"{string.Join(", ", specified)}: no effect with --embeddings, since no image is read. Leave out one or the other.";

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="threads">Degree of parallelism.</param>
    public ImageEmbedderOptions Read(ParseResult parsed, int threads) => new()
    {
        MaxDegreeOfParallelism = threads,
        MaxPixels = parsed.GetValue(_maxPixels),
        OnBadImage = parsed.GetValue(_onBadImage),
        Cache = ReadCache(parsed),
    };

    /// <summary>Reads the folder of cached embeddings, of images or texts; null for none.</summary>
    /// <param name="parsed">The command line.</param>
    public string? ReadCache(ParseResult parsed) =>
        parsed.GetValue(_noCache) ? null : parsed.GetValue(_cache) ?? CacheFolder.Default;
}
