namespace Tercet.CommandLine.Findings;

/// <summary>Reads the actual hardness of a triplet on the scale of its target, where the triplet holds enough for that.</summary>
internal static class OwnScale
{
    private static readonly INegativeSelector[] SameAsRecorded =
        [NegativeSelector.Range, NegativeSelector.Easiest, NegativeSelector.Hardest];

    /// <summary>
    /// Whether the recorded hardness is on the scale of the target: on the range scale, and where the target is an end of every scale.
    /// </summary>
    /// <param name="selector">The identity of the selector.</param>
    public static bool IsRecorded(string selector) => Array.Exists(SameAsRecorded, same => same.Identity == selector);

    /// <summary>The scale of the target, where that is not the recorded one; null where it is.</summary>
    /// <param name="selector">The identity of the selector.</param>
    public static string? ScaleOfTarget(string selector) => IsRecorded(selector) ? null : selector;

    /// <summary>
    /// The hardness on the run's own scale; null where it is the recorded one, or cannot be known from a triplet: on the relative
    /// scale, or where filters or a pool make the number of candidates another for each anchor.
    /// </summary>
    /// <param name="miner">The miner of the run.</param>
    public static Func<Triplet, double>? For(TripletMiner miner)
    {
        var (items, options) = (miner.Items, miner.Options);
        Func<int, int, double>? read = null;
        if (options.Selector.Identity == NegativeSelector.Rank.Identity)
            read = (rank, candidates) => 1 - (rank - 1.0) / (candidates - 1);
        if (options.Selector.Identity == NegativeSelector.LogRank.Identity)
            read = (rank, candidates) => 1 - Math.Log(rank) / Math.Log(candidates);
        var defaults = new TripletOptions();
        var isFiltered = items.ArePairs || items.Match is not null || items.Items.Groups is not null || items.HasExcludedPairs
            || options.MinDistance != defaults.MinDistance || options.SkipNearest != defaults.SkipNearest
            || options.Bounds != defaults.Bounds || options.CandidatePool != defaults.CandidatePool
            || options.Negatives != defaults.Negatives;
        if (read is null || isFiltered)
            return null;

        var train = miner.Split.TrainRows;
        var perClass = train.CountBy(row => items.Items.Classes[row]!, StringComparer.Ordinal)
            .ToDictionary(count => count.Key, count => count.Value, StringComparer.Ordinal);
        return triplet =>
        {
            var candidates = train.Count - perClass.GetValueOrDefault(triplet.AnchorClass);
            return candidates <= 1 ? 1 : Math.Clamp(read(triplet.Rank, candidates), 0, 1);
        };
    }
}
