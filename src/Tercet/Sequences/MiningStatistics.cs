namespace Tercet;

/// <summary>What mining a range of steps met with.</summary>
public sealed record MiningStatistics
{
    /// <summary>Distances compared: anchors times candidates.</summary>
    public required long DistancesCompared { get; init; }

    /// <summary>Distances that had to be resolved in float64; with a candidate pool, all.</summary>
    public required long ReferenceDistances { get; init; }

    /// <summary>What was left out, how often and why; what never happened is not listed.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; init; } = [];

    /// <summary>What the candidate pool costs in hardness; null without a pool.</summary>
    public PoolError? PoolError { get; init; }

    /// <summary>The statistics of ranges taken together.</summary>
    /// <param name="parts">Those of each range, in order.</param>
    public static MiningStatistics Sum(IEnumerable<MiningStatistics> parts)
    {
        MiningStatistics[] all = [.. parts];
        PoolError[] errors = [.. all.Select(part => part.PoolError).OfType<PoolError>()];
        var sampled = errors.Sum(error => error.Sampled);
        return new MiningStatistics
        {
            DistancesCompared = all.Sum(part => part.DistancesCompared),
            ReferenceDistances = all.Sum(part => part.ReferenceDistances),
            Skipped =
            [
                .. all.SelectMany(part => part.Skipped).GroupBy(skip => (skip.What, skip.Why))
                    .Select(skips => new SkippedCount(skips.Sum(skip => skip.Count), skips.Key.What, skips.Key.Why)),
            ],
            PoolError = sampled == 0
                ? null
                : new PoolError(sampled, errors.Sum(error => error.Mean * error.Sampled) / sampled, errors.Max(error => error.Largest)),
        };
    }
}
