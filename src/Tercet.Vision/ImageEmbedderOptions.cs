namespace Tercet.Vision;

/// <summary>How a list of images is embedded.</summary>
public sealed record ImageEmbedderOptions
{
    /// <summary>Number of images embedded in parallel, 0 or more; 0 means one per processor. Default 0.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// Maximum number of pixels per image, 1 or more. Larger images are rejected before decoding. Default 100,000,000.
    /// </summary>
    public long MaxPixels { get; init; } = RgbImage.DefaultMaxPixels;

    /// <summary>What to do with images that cannot be used. Default <see cref="BadImageHandling.Fail"/>.</summary>
    public BadImageHandling OnBadImage { get; init; } = BadImageHandling.Fail;

    /// <summary>
    /// The folder of the embedding cache, created if missing. Embeddings are cached by the content hash of the image and the
    /// fingerprint of the encoder; several processes may share one cache. Default null: a temporary folder, deleted with the
    /// matrix.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Every option that is out of its bounds; empty if all are valid.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (MaxDegreeOfParallelism < 0)
            yield return new OptionFault(nameof(MaxDegreeOfParallelism), $"is {MaxDegreeOfParallelism}; expected 0 or more.");
        if (MaxPixels < 1)
            yield return new OptionFault(nameof(MaxPixels), $"is {MaxPixels}; expected 1 or more.");
        if (!Enum.IsDefined(OnBadImage))
            yield return new OptionFault(
                nameof(OnBadImage),
                $"is {(int)OnBadImage}; expected one of {string.Join(", ", Enum.GetNames<BadImageHandling>())}.");
    }
}
