namespace Tercet;

/// <summary>Counts what bounds on negatives remove, over all steps.</summary>
internal sealed class BoundTally
{
    private static readonly (string What, string Why)[] Names =
    [
        ("candidates skipped as nearest", "the nearest fraction is left out as likely false negatives"),
        ("candidates outside the ranks", "their rank is not among those to be used"),
        ("candidates above the maximum similarity", "they may be unlabelled positives"),
        ("candidates within the margin to the positive", "they may be unlabelled positives"),
        ("candidates above the ratio to the positive", "they may be unlabelled positives"),
        ("candidates without a score", "the teacher did not score them with the anchor, or none of its positives"),
    ];

    private readonly long[] _counts = new long[Names.Length];

    /// <summary>Which bound removes a candidate.</summary>
    public enum Reason
    {
        Nearest,
        Ranks,
        MaxSimilarity,
        Margin,
        Ratio,
        Score,
    }

    /// <summary>What was removed, counted once for each step.</summary>
    public IEnumerable<SkippedCount> Counts => Names.Select((name, i) => new SkippedCount(_counts[i], name.What, name.Why));

    /// <summary>Counts candidates; safe for concurrent use.</summary>
    public void Add(Reason reason, long count) => Interlocked.Add(ref _counts[(int)reason], count);
}
