namespace Tercet.Viewer.Runs;

/// <summary>
/// The sequence of a run in memory, in step order: one point for each triplet or batch. It can be read while it is loaded.
/// </summary>
public abstract class StepTable
{
    /// <summary>Triplets or batches so far.</summary>
    public abstract int Count { get; }

    /// <summary>The step of a point.</summary>
    public abstract long StepAt(int point);

    /// <summary>The actual hardness of a point; in a batch, the mean of its members.</summary>
    public abstract float HardnessAt(int point);

    /// <summary>The target hardness of a point; NaN for none.</summary>
    public abstract float TargetAt(int point);

    /// <summary>The first point at a step or after it; the last point where there is none.</summary>
    public int PointOf(long step)
    {
        var (low, high) = (0, Math.Max(0, Count - 1));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (StepAt(middle) < step)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
