namespace Tercet;

/// <summary>What forming the batches of a split met with, the last time: complete once they have been enumerated.</summary>
public sealed class BatchStatistics
{
    /// <summary>Items of the split.</summary>
    public required int Items { get; init; }

    /// <summary>Classes with an item in the split; all take part.</summary>
    public required int Classes { get; init; }

    /// <summary>Batches of a pass over them.</summary>
    public required int BatchesPerPass { get; init; }

    /// <summary>Classes that have fewer items than they bring to a batch, and so bring some twice.</summary>
    public required int UndersizedClasses { get; init; }

    /// <summary>Batches formed so far.</summary>
    public long Batches { get; private set; }

    /// <summary>Those of fewer classes than asked: last ones of their pass, or such as conflicts left no other class for.</summary>
    public long ShortBatches { get; private set; }

    /// <summary>Times that a class came once more in its pass, to fill the last batch.</summary>
    public long RepeatedClasses { get; private set; }

    /// <summary>Times that a class was left out of its pass: in a last batch that was dropped, or by conflicts.</summary>
    public long SkippedClasses { get; internal set; }

    /// <summary>Distances compared so far: anchors times classes.</summary>
    public long DistancesCompared { get; internal set; }

    /// <summary>Distances that had to be decided in float64.</summary>
    public long ReferenceDistances { get; internal set; }

    internal void Reset() => Batches = ShortBatches = RepeatedClasses = SkippedClasses = DistancesCompared = ReferenceDistances = 0;

    internal void Add(FormedClass[] batch, int classes)
    {
        Batches++;
        ShortBatches += batch.Length < classes ? 1 : 0;
        RepeatedClasses += batch.Count(member => member.Again);
    }
}
