namespace Tercet;

/// <summary>What mining a split met with, the last time: complete once its triplets have been enumerated.</summary>
public sealed class MiningStatistics
{
    /// <summary>Items of the split: the candidates before any filter.</summary>
    public required int Items { get; init; }

    /// <summary>Classes with an item in the split.</summary>
    public required int Classes { get; init; }

    /// <summary>Classes that can supply an anchor; the others have a single item and no catalog, and serve as negatives only.</summary>
    public required int AnchorClasses { get; init; }

    /// <summary>Triplets mined so far.</summary>
    public long Triplets { get; internal set; }

    /// <summary>Steps left out, since filters (or the pool) left their anchor no candidate.</summary>
    public long StepsWithoutCandidates { get; internal set; }

    /// <summary>Distances compared so far: anchors times candidates.</summary>
    public long DistancesCompared { get; internal set; }

    /// <summary>Distances that had to be decided in float64; with a pool, all.</summary>
    public long ReferenceDistances { get; internal set; }

    /// <summary>What the pool costs, once mined; null without a pool.</summary>
    public PoolError? PoolError { get; internal set; }

    internal void Reset()
    {
        Triplets = StepsWithoutCandidates = DistancesCompared = ReferenceDistances = 0;
        PoolError = null;
    }
}
