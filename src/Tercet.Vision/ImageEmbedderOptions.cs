using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>How a list of images is embedded.</summary>
public sealed record ImageEmbedderOptions
{
    /// <summary>Images worked on at once, 0 or more; 0 means one for each processor. Default 0.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>The most pixels an image may have, 1 or more, checked before it is decoded. Default 100 million.</summary>
    public long MaxPixels { get; init; } = RgbImage.DefaultMaxPixels;

    /// <summary>What becomes of images that cannot be used. Default fail.</summary>
    public BadImages OnBadImage { get; init; } = BadImages.Fail;

    /// <summary>
    /// The folder that embeddings are kept in, by the bytes of image and encoder, and found again. Default null: a temporary one,
    /// deleted with the matrix.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Checks every bound.</summary>
    /// <exception cref="InvalidOptionsException">A bound does not hold; the message lists all that do not.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }

    /// <summary>Every fault of these options, in words; empty where there is none.</summary>
    internal IEnumerable<string> Faults()
    {
        if (MaxDegreeOfParallelism < 0)
            yield return FormattableString.Invariant($"--threads is {MaxDegreeOfParallelism}; expected 0 or more.");
        if (MaxPixels < 1)
            yield return FormattableString.Invariant($"--max-pixels is {MaxPixels}; expected 1 or more.");
    }
}
