namespace Tercet.Files.Tests.Sequences;

public sealed class SequenceSummaryTests
{
    private static readonly HardnessSchedule TwoCycles = new() { Curve = HardnessCurve.Linear, Cap = 1, Cycles = 2 };

    [Fact]
    public void A_negative_as_far_as_the_positive_does_not_violate()
    {
        var summary = Summarize(
            Triplet(0, positive: 1, negative: 0.5), Triplet(1, positive: 1, negative: 1), Triplet(2, positive: 1, negative: 2));
        Assert.Equal((3, 1), (summary.Count, summary.Violating));
    }

    [Fact]
    public void Positives_at_zero_are_counted()
    {
        var summary = Summarize(Triplet(0, positive: 0), Triplet(1, positive: double.Epsilon), Triplet(2, positive: 0));
        Assert.Equal(2, summary.PositivesAtZero);
    }

    [Fact]
    public void Negatives_at_zero_are_counted() =>
        Assert.Equal(1, Summarize(Triplet(0, negative: 0), Triplet(1, negative: double.Epsilon)).NegativesAtZero);

    [Fact]
    public void Means_are_over_all_triplets()
    {
        var summary = Summarize(
            Triplet(0, target: 0.2, hardness: 0.1), Triplet(1, target: 0.4, hardness: 0.3),
            Triplet(2, target: 0.9, hardness: 0.2));
        Assert.Equal(0.5, summary.MeanTarget!.Value, 1e-15);
        Assert.Equal(0.2, summary.MeanHardness, 1e-15);
    }

    [Fact]
    public void Without_a_target_there_is_no_mean_of_it()
    {
        Assert.Null(Summarize().MeanTarget);
        Assert.Equal(double.NaN, Summarize().MeanHardness);
        var summary = Summarize(Triplet(0, hardness: 0.25), Triplet(1, hardness: 0.75));
        Assert.Equal((null, 0.5), (summary.MeanTarget, summary.MeanHardness));
        Assert.All(summary.Tenths, tenth => Assert.Null(tenth.Target));
    }

    /// <summary>As a selector of one's own may give only some steps a target.</summary>
    [Fact]
    public void The_mean_target_is_over_the_triplets_that_have_one()
    {
        var summary = Summarize(Triplet(0, target: 0.5), Triplet(1), Triplet(2, target: 0.7));
        Assert.Equal(0.6, summary.MeanTarget!.Value, 1e-15);
    }

    [Fact]
    public void Classes_are_counted_as_often_as_they_supply_an_anchor()
    {
        var summary = Summarize([.. "abcab".Select((label, step) => Triplet(step, label: $"{label}"))]);
        Assert.Equal((3, 1, 2), (summary.Classes, summary.MinTimes, summary.MaxTimes));
        Assert.Equal((0, 0, 0), (Summarize().Classes, Summarize().MinTimes, Summarize().MaxTimes));
    }

    [Fact]
    public void Tenths_are_of_the_cycle_over_all_cycles()
    {
        var summary = new SequenceSummary(TwoCycles, totalSteps: 22, count: 22);
        for (var step = 0; step < 22; step++)
            summary.Add(Triplet(step, target: step % 11 / 10.0, hardness: step < 11 ? 0.2 : 0.4));
        // Eleven steps per cycle, at 0, 0.1 ... 1: the last two are both in the last tenth.
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2, 2, 4], summary.Tenths.Select(tenth => tenth.Count));
        Assert.Equal(
            [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.95],
            summary.Tenths.Select(tenth => Math.Round(tenth.Target!.Value, 12)));
        Assert.All(summary.Tenths, tenth => Assert.Equal(0.3, tenth.Actual!.Value, 1e-12));
    }

    [Fact]
    public void Tenths_without_a_triplet_have_no_means()
    {
        var summary = new SequenceSummary(TwoCycles, totalSteps: 4, count: 4);
        summary.Add(Triplet(1, target: 1, hardness: 0.5));
        Assert.All(summary.Tenths.Take(9), tenth => Assert.Equal((0L, null, null), (tenth.Count, tenth.Target, tenth.Actual)));
        Assert.Equal((1L, 1.0, 0.5), (summary.Tenths[9].Count, summary.Tenths[9].Target!.Value, summary.Tenths[9].Actual!.Value));
    }

    [Fact]
    public void Of_a_batch_each_class_that_joined_counts_once()
    {
        var summary = new SequenceSummary(TwoCycles, totalSteps: 2, count: 4);
        summary.Add(new Batch(
            0, 0, 0, 0, 0.3,
            [
                new(0, ItemRole.Item, 0, "a", null, null), new(0, ItemRole.Item, 1, "a", null, null),
                new(0, ItemRole.Item, 2, "b", 1, 0.5), new(0, ItemRole.Item, 3, "b", 1, 0.5),
                new(1, ItemRole.Item, 4, "c", null, null), new(1, ItemRole.Item, 5, "d", 1, 0.1),
            ]));
        summary.Add(
            new Batch(1, 0, 0, 0, 0.9, [new(0, ItemRole.Item, 2, "b", null, null), new(0, ItemRole.Item, 0, "a", 1, 0.9)]));
        Assert.Equal((2, 3, 4), (summary.Batches, summary.Count, summary.Classes));
        Assert.Equal((1, 2), (summary.MinTimes, summary.MaxTimes));
        Assert.Equal(0.5, summary.MeanTarget!.Value, 1e-15);
        Assert.Equal(0.5, summary.MeanHardness, 1e-15);
        Assert.Equal(
            [(0, 0.3, 0.5), (0, 0.3, 0.1), (1, 0.9, 0.9)],
            summary.Points.Select(point => (point.Step, point.Target!.Value, point.Actual)));
    }

    [Theory]
    [InlineData(SequenceSummary.MaxPoints, SequenceSummary.MaxPoints, 1)]
    [InlineData(SequenceSummary.MaxPoints + 1, SequenceSummary.MaxPoints / 2 + 1, 2)]
    public void Points_are_thinned_evenly(int count, int points, int every)
    {
        var summary = new SequenceSummary(HardnessSchedule.Constant(0.5), count, count);
        for (var step = 0; step < count; step++)
            summary.Add(Triplet(step, target: 0.5));
        Assert.Equal(points, summary.Points.Count);
        Assert.All(summary.Points.Index(), point => Assert.Equal(point.Index * every, point.Item.Step));
    }

    private static SequenceSummary Summarize(params Triplet[] triplets)
    {
        var summary = new SequenceSummary(HardnessSchedule.Constant(0.5), Math.Max(1, triplets.Length), triplets.Length);
        foreach (var triplet in triplets)
            summary.Add(triplet);
        return summary;
    }

    private static Triplet Triplet(
        int step, double positive = 1, double negative = 2, double? target = null, double hardness = 0.5, string label = "a") =>
        new(step, 0, 0, 0, 1, 2, label, "other", positive, negative, target, hardness, 1);
}
