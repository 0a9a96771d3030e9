using System.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.Vision;

namespace Tercet.CommandLine.Options;

/// <summary>The options that concern image files, whatever becomes of them.</summary>
public sealed class ImageOptions
{
    private static readonly ImageEmbedderOptions Default = new();

    private readonly Option<long> _maxPixels = OptionFactory.Number("--max-pixels", "N", "Larger images are bad ones, told before they are decoded.", Default.MaxPixels);
    private readonly Option<BadImages> _onBadImage = OptionFactory.OfEnum("--on-bad-image", "What to do about images that are missing, damaged or too large: tell all and fail, or leave them out and count them.", Default.OnBadImage);
    private readonly Option<string?> _cache = new("--cache") { HelpName = "DIR", Description = $"Where embeddings are kept, by the bytes of image and encoder, so that each image is encoded once. [default: {CacheFolder.Shown}]" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Keep no embeddings, for a model that changes each time." };

    public Option[] All => [_maxPixels, _onBadImage, _cache, _noCache];

    /// <summary>Those of no use where no image is read.</summary>
    public Option[] OfImagesOnly => [_maxPixels, _cache, _noCache];

    /// <summary>What contradicts itself, in words.</summary>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(_cache) is not null && parsed.GetValue(_noCache))
            yield return "--cache and --no-cache contradict each other: give one of them.";
    }

    public ImageEmbedderOptions Read(ParseResult parsed, int threads) => new()
    {
        MaxDegreeOfParallelism = threads,
        MaxPixels = parsed.GetValue(_maxPixels),
        OnBadImage = parsed.GetValue(_onBadImage),
        Cache = parsed.GetValue(_noCache) ? null : parsed.GetValue(_cache) ?? CacheFolder.Default,
    };
}
