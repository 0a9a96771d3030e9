namespace Tercet;

/// <summary>Statistics of mining a range of steps: distances compared, and what was left out.</summary>
public sealed class MiningStatistics
{
    internal MiningStatistics(
        long distancesCompared, long referenceDistances, IReadOnlyList<SkippedCount>? skipped = null, PoolError? poolError = null)
    {
        (DistancesCompared, ReferenceDistances) = (distancesCompared, referenceDistances);
        (Skipped, PoolError) = ([.. (skipped ?? []).Where(skip => skip.Count > 0)], poolError);
    }

    /// <summary>Distances compared: anchors times candidates.</summary>
    public long DistancesCompared { get; }

    /// <summary>Distances that had to be recomputed in float64; with a candidate pool, all.</summary>
    public long ReferenceDistances { get; }

    /// <summary>What was left out, how often and why; only counts above 0.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; }

    /// <summary>What the candidate pool costs in hardness; null without a pool.</summary>
    public PoolError? PoolError { get; }

    /// <summary>The statistics of ranges taken together.</summary>
    /// <param name="parts">Those of each range, in order.</param>
    public static MiningStatistics Sum(IEnumerable<MiningStatistics> parts)
    {
        MiningStatistics[] all = [.. parts];
        PoolError[] errors = [.. all.Select(part => part.PoolError).OfType<PoolError>()];
        var sampled = errors.Sum(error => error.Sampled);
        return new MiningStatistics(
            all.Sum(part => part.DistancesCompared),
            all.Sum(part => part.ReferenceDistances),
            [
                .. all.SelectMany(part => part.Skipped).GroupBy(skip => (skip.What, skip.Why))
                    .Select(skips => new SkippedCount(skips.Sum(skip => skip.Count), skips.Key.What, skips.Key.Why)),
            ],
            sampled == 0
                ? null
                : new PoolError(
                    sampled, errors.Sum(error => error.Mean * error.Sampled) / sampled, errors.Max(error => error.Largest)));
    }
}
