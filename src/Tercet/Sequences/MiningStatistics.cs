namespace Tercet;

/// <summary>Statistics of mining a range of steps: distances compared, and what was left out.</summary>
public sealed class MiningStatistics
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="distancesCompared">Distances compared.</param>
    /// <param name="referenceDistances">Those that were recomputed in float64.</param>
    /// <param name="skipped">What was left out; counts of 0 are dropped.</param>
    /// <param name="poolError">What a candidate pool costs; null without one.</param>
    public MiningStatistics(
        long distancesCompared, long referenceDistances, IReadOnlyList<SkippedCount>? skipped = null, PoolError? poolError = null)
    {
        (DistancesCompared, ReferenceDistances, PoolError) = (distancesCompared, referenceDistances, poolError);
        Skipped = [.. (skipped ?? []).Where(skip => skip.Count > 0).OrderBy(skip => skip.What, StringComparer.Ordinal)];
    }

    /// <summary>Distances compared: anchors times candidates.</summary>
    public long DistancesCompared { get; }

    /// <summary>Distances that had to be recomputed in float64; with a candidate pool, all.</summary>
    public long ReferenceDistances { get; }

    /// <summary>What was left out, how often and why, by name; only counts above 0.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; }

    /// <summary>What the candidate pool costs in hardness; null without a pool.</summary>
    public PoolError? PoolError { get; }

    /// <summary>The statistics of ranges taken together, whatever their order.</summary>
    /// <param name="parts">Those of each range.</param>
    public static MiningStatistics Sum(IEnumerable<MiningStatistics> parts)
    {
        MiningStatistics[] all = [.. parts];
        return new MiningStatistics(
            all.Sum(part => part.DistancesCompared),
            all.Sum(part => part.ReferenceDistances),
            [
                .. all.SelectMany(part => part.Skipped).GroupBy(skip => (skip.What, skip.Why))
                    .Select(skips => new SkippedCount(skips.Sum(skip => skip.Count), skips.Key.What, skips.Key.Why)),
            ],
            PoolError.Sum([.. all.Select(part => part.PoolError).OfType<PoolError>()]));
    }
}
