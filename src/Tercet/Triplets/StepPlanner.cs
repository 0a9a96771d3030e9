using Tercet.Search;

namespace Tercet;

/// <summary>Says of each step which class, anchor and positive it has, and how hard its negative is to be.</summary>
internal sealed class StepPlanner(MiningSource source, TripletOptions options, Subset subset, Split split)
{
    /// <summary>Steps of the whole sequence of this split.</summary>
    public long TotalSteps => split == Split.Train ? options.TotalSteps : options.TestSteps;

    public int EpochOf(long step) => split == Split.Train ? (int)(step / options.Triplets) : 0;

    public int CycleOf(long step) => options.Schedule.CycleOf(step, TotalSteps);

    /// <summary>A step's own randomness for a purpose.</summary>
    public RandomStream Stream(RandomPurpose purpose, long step) => new(options.Seed, purpose, (ulong)split, (ulong)step);

    public StepPlan[] Plan(StepRange range, int threads, CancellationToken cancellationToken)
    {
        var coverage = new Coverage(subset.AnchorClasses.Length, options.Seed, (ulong)split);
        var classes = new int[range.Length];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = subset.AnchorClasses[coverage.ClassAt(range.Start + i)];
        var plans = new StepPlan[classes.Length];
        var dimensions = source.ItemEmbeddings.Dimensions;
        Parallel.For(
            0, plans.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            () => (Anchor: new float[dimensions], Item: new float[dimensions]),
            (i, _, buffers) =>
            {
                plans[i] = Plan(range.Start + i, classes[i], buffers.Anchor, buffers.Item);
                return buffers;
            },
            _ => { });
        return plans;
    }

    private StepPlan Plan(long step, int number, float[] anchorRow, float[] itemRow)
    {
        var anchors = subset.AnchorsOf(number);
        var anchor = anchors[Stream(RandomPurpose.Anchor, step).Next(anchors.Length)];
        source.AnchorEmbeddings.CopyRow(anchor, anchorRow);
        var (positive, distance) = ChoosePositive(step, number, source.Data.Catalog is null ? anchor : -1, anchorRow, itemRow);
        return new StepPlan(step, number, anchor, positive, distance, TargetAt(step));
    }

    private double? TargetAt(long step) => options.Strategy switch
    {
        Strategy.Sequence => options.Schedule.HardnessAt(step, TotalSteps),
        Strategy.Easiest => 0,
        Strategy.Hardest => 1,
        _ => null,
    };

    /// <summary>Chooses an item of the class other than <paramref name="except"/>; ties to the lower id.</summary>
    private (int Item, double Distance) ChoosePositive(long step, int number, int except, float[] anchorRow, float[] itemRow)
    {
        var items = subset.ItemsOf(number);
        var others = except < 0 ? items.Length : items.Length - 1;
        if (options.Positive == PositiveStrategy.Random)
        {
            var ordinal = Stream(RandomPurpose.Positive, step).Next(others);
            if (except >= 0 && items[ordinal] >= except)
                ordinal++;
            return (items[ordinal], Measure(items[ordinal], anchorRow, itemRow));
        }
        (int Item, double Distance)? best = null;
        foreach (var item in items)
        {
            if (item == except)
                continue;
            var distance = Measure(item, anchorRow, itemRow);
            if (best is null || (options.Positive == PositiveStrategy.Nearest ? distance < best.Value.Distance : distance > best.Value.Distance))
                best = (item, distance);
        }
        return best!.Value;
    }

    private double Measure(int item, float[] anchorRow, float[] itemRow)
    {
        source.ItemEmbeddings.CopyRow(item, itemRow);
        return ReferenceDistance.Between(anchorRow, itemRow, options.Distance);
    }
}
