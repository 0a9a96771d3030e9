using Tercet.Search;

namespace Tercet;

/// <summary>Chooses the class, anchor and positive of each step, and the target hardness of its negative.</summary>
internal sealed class StepPlanner(SequencePlan plan, TripletOptions options, EmbeddedItems embedded)
{
    private readonly Subset _subset = plan.Subset;

    /// <summary>Plans a range of steps.</summary>
    public StepPlan[] Plan(StepRange range, CancellationToken cancellationToken)
    {
        var coverage = new Coverage(_subset.AnchorClasses.Length, options.Seed, (ulong)_subset.Part);
        var classes = new int[range.Length];
        for (var i = 0; i < classes.Length; i++)
            classes[i] = _subset.AnchorClasses[coverage.ClassAt(range.Start + i)];
        var plans = new StepPlan[classes.Length];
        var dimensions = embedded.Items.Dimensions;
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.MaxDegreeOfParallelism,
            CancellationToken = cancellationToken,
        };
        Parallel.For(
            0, plans.Length, parallel, () => (Anchor: new float[dimensions], Item: new float[dimensions]),
            (i, _, buffers) =>
            {
                plans[i] = Plan(range.Start + i, classes[i], buffers.Anchor, buffers.Item);
                return buffers;
            },
            _ => { });
        return plans;
    }

    private StepPlan Plan(long step, int number, float[] anchorBuffer, float[] itemBuffer)
    {
        var anchors = _subset.AnchorsOf(number);
        var anchor = anchors[plan.Stream(RandomPurpose.Anchor, step).Next(anchors.Length)];
        var except = _subset.Data.Catalog is null ? anchor : -1;
        var (positive, distance) = ChoosePositive(
            step, number, except, embedded.Anchors.ReadRow(anchor, anchorBuffer), itemBuffer);
        return new StepPlan(step, number, anchor, positive, distance, plan.TargetHardnessAt(step));
    }

    /// <summary>Chooses an item of the class other than <paramref name="except"/>; ties to the lower row.</summary>
    private (int Item, double Distance) ChoosePositive(
        long step, int number, int except, ReadOnlySpan<float> anchor, float[] itemBuffer)
    {
        var items = _subset.ItemsOf(number);
        var others = except < 0 ? items.Length : items.Length - 1;
        if (options.PositiveStrategy == PositiveStrategy.Random)
        {
            var ordinal = plan.Stream(RandomPurpose.Positive, step).Next(others);
            if (except >= 0 && items[ordinal] >= except)
                ordinal++;
            return (items[ordinal], Measure(items[ordinal], anchor, itemBuffer));
        }
        (int Item, double Distance)? best = null;
        foreach (var item in items)
        {
            if (item == except)
                continue;
            var distance = Measure(item, anchor, itemBuffer);
            var isBetter = options.PositiveStrategy == PositiveStrategy.Nearest
                ? distance < best?.Distance
                : distance > best?.Distance;
            if (best is null || isBetter)
                best = (item, distance);
        }
        return best!.Value;
    }

    private double Measure(int item, ReadOnlySpan<float> anchor, float[] itemBuffer) =>
        ReferenceDistance.Between(anchor, embedded.Items.ReadRow(item, itemBuffer), options.Distance);
}
