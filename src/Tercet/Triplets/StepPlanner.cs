using Tercet.Search;

namespace Tercet;

/// <summary>Chooses the positive of each step, and the target hardness of its negative.</summary>
internal sealed class StepPlanner(SequencePlan plan, TripletOptions options, EmbeddedItems embedded)
{
    private readonly Subset _subset = plan.Subset;

    /// <summary>Plans steps.</summary>
    /// <param name="steps">Steps of the sequence, with their anchors.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public StepPlan[] Plan(ReadOnlyMemory<StepAnchor> steps, CancellationToken cancellationToken)
    {
        var plans = new StepPlan[steps.Length];
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
                plans[i] = Plan(steps.Span[i], buffers.Anchor, buffers.Item);
                return buffers;
            },
            _ => { });
        return plans;
    }

    private StepPlan Plan(StepAnchor step, float[] anchorBuffer, float[] itemBuffer)
    {
        var except = _subset.ListsAnchor ? step.Anchor : -1;
        var (positive, distance) = ChoosePositive(
            step.Step, step.Class, step.Anchor, except, embedded.Anchors.ReadRow(step.Anchor, anchorBuffer), itemBuffer);
        return new StepPlan(step.Step, step.Class, step.Anchor, positive, distance, plan.TargetHardnessAt(step.Step));
    }

    /// <summary>Chooses an item of the class other than <paramref name="except"/>; ties to the lower row.</summary>
    private (int Item, double Distance) ChoosePositive(
        long step, int number, int anchorRow, int except, ReadOnlySpan<float> anchor, float[] itemBuffer)
    {
        var items = _subset.PositivesOf(number, anchorRow);
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
