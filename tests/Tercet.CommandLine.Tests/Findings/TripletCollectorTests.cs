using CsCheck;
using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Tests.Findings;

/// <summary>Against LINQ over the whole list.</summary>
public class TripletCollectorTests
{
    [Fact]
    public void The_hardest_pairs_are_found() => TripletSequences.Any.Sample(triplets =>
    {
        var expected = triplets.OrderByDescending(triplet => triplet.Hardness).ThenBy(triplet => triplet.NegativeDistance)
            .ThenBy(triplet => triplet.Step).DistinctBy(PairOf).Take(6);
        Assert.Equal(expected, Collect(triplets).Hardest);
    });

    [Fact]
    public void The_most_doubtful_pairs_are_found() => TripletSequences.Any.Sample(triplets =>
    {
        var expected = triplets.Where(triplet => triplet.NegativeDistance < triplet.PositiveDistance)
            .OrderByDescending(triplet => (triplet.PositiveDistance - triplet.NegativeDistance)
                / (triplet.PositiveDistance + triplet.NegativeDistance))
            .ThenByDescending(triplet => triplet.PositiveDistance).ThenBy(triplet => triplet.Step).DistinctBy(PairOf).Take(6);
        Assert.Equal(expected, Collect(triplets).Doubtful);
    });

    [Fact]
    public void Rows_of_two_tables_are_different_items()
    {
        Triplet[] triplets =
            [TripletSequences.Create(0, 1, 2, "a", "b", 1, 2, null, 1), TripletSequences.Create(1, 2, 1, "b", "a", 1, 2, null, 1)];
        Assert.Single(Collect(triplets).Hardest);
        Assert.Equal(2, Collect(triplets, areOneTable: false).Hardest.Count);
    }

    [Fact]
    public void Classes_are_confused_in_the_hard_half() => TripletSequences.Any.Sample(triplets =>
        Assert.Equal(triplets.Count(triplet => triplet.Hardness >= 0.5), Collect(triplets).Confusions.Added));

    [Fact]
    public void Pairs_have_no_classes_to_confuse() =>
        Assert.Equal(0, Collect([TripletSequences.Create(0, 1, 2, "q1", "", 1, 2, null, 1)]).Confusions.Added);

    [Fact]
    public void Hardness_is_compared_on_the_scale_of_its_target() => TripletSequences.Of(Gen.Int[1, 50]).Sample(triplets =>
    {
        Assert.Equal(
            triplets.Average(triplet => Math.Abs(triplet.Hardness - triplet.TargetHardness!.Value)),
            Collect(triplets, NegativeSelector.Range).Fit.MeanError!.Value, 12);
        Assert.Null(Collect(triplets, NegativeSelector.Relative).Fit.MeanError);
        Assert.Null(Collect(triplets, NegativeSelector.Rank).Fit.MeanError);
    });

    [Fact]
    public void On_the_relative_scale_easier_negatives_are_to_lie_beyond_the_positive() => TripletSequences.Any.Sample(triplets =>
    {
        var due = triplets.Where(triplet => triplet.TargetHardness <= 0.5).ToList();
        var fit = Collect(triplets, NegativeSelector.Relative).Fit;
        Assert.Equal(
            (due.Count, due.Count(triplet => triplet.NegativeDistance > triplet.PositiveDistance)), (fit.DueBeyond, fit.Beyond));
        Assert.Equal(0, Collect(triplets, NegativeSelector.Range).Fit.DueBeyond);
    });

    [Fact]
    public void Of_several_negatives_of_a_step_the_first_is_compared()
    {
        Triplet[] triplets =
            [TripletSequences.Create(0, 1, 2, "a", "b", 1, 2, 1, 1), TripletSequences.Create(0, 1, 3, "a", "b", 1, 3, 1, 0)];
        var fit = Collect(triplets, NegativeSelector.Range).Fit;
        Assert.Equal((1, 0.0), (fit.Compared, fit.MeanError));
    }

    [Fact]
    public void Examples_of_each_level_are_spread_over_the_run()
    {
        var triplets = Enumerable.Range(0, 20_000)
            .Select(step => TripletSequences.Create(step, step, step + 1, "a", "b", 1, 2, null, step * 7919L % 1000 / 1000.0)).ToList();
        var bands = Collect(triplets).Bands;
        Assert.Equal(["Easy", "Middle", "Hard"], bands.Select(band => band.Name));
        foreach (var (band, level) in bands.Zip([0.1, 0.5, 0.9]))
        {
            Assert.All(band.Items, triplet => Assert.InRange(triplet.Hardness, level - 0.02, level + 0.02));
            Assert.Equal([0L, 1, 2, 3], band.Items.Select(triplet => triplet.Step / 5000));
        }
    }

    [Fact]
    public void Examples_rather_have_different_anchors()
    {
        var triplets = Enumerable.Range(0, 4_000)
            .Select(step => TripletSequences.Create(step, step % 40, 50, "a", "b", 1, 2, null, step % 40 * 0.025)).ToList();
        var anchors = Collect(triplets).Bands.SelectMany(band => band.Items).Select(triplet => triplet.Anchor).ToList();
        Assert.Equal(anchors.Distinct(), anchors);
        Assert.Equal(12, anchors.Count);
    }

    [Fact]
    public void Everything_is_on_the_own_scale()
    {
        var own = new SequenceSummary(HardnessSchedule.Constant(0.5), 3, 3);
        var collector = new TripletCollector("rank", true, triplet => 1.0 / triplet.Rank, own);
        for (var step = 0; step < 3; step++)
            collector.Add(TripletSequences.Create(step, step, 9, "a", "b", 1, 2, 0.5, 0.9, rank: step + 1));
        Assert.Equal([1, 0.5, 1 / 3.0], collector.Hardest.Select(triplet => triplet.Hardness));
        Assert.Equal((2, 3), (collector.Confusions.Added, collector.Fit.Compared));
        Assert.Equal((0.5 + 0 + (0.5 - 1 / 3.0)) / 3, collector.Fit.MeanError!.Value, 12);
        Assert.Equal((1 + 0.5 + 1 / 3.0) / 3, own.MeanHardness, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(12)]
    public void Few_triplets_are_shown_once_each(int count)
    {
        var triplets = Enumerable.Range(0, count)
            .Select(step => TripletSequences.Create(step, step, step + 1, "a", "b", 1, 2, null, step / 20.0)).ToList();
        var shown = Collect(triplets).Bands.SelectMany(band => band.Items).ToList();
        Assert.Equal(shown.Distinct(), shown);
        Assert.Equal(count, shown.Count);
    }

    [Fact]
    public void One_level_of_hardness_is_one_level()
    {
        var triplets = Enumerable.Range(0, 100).Select(step => TripletSequences.Create(step, step, step + 1, "a", "b", 1, 2, 1, 1));
        var band = Assert.Single(Collect(triplets).Bands);
        Assert.Equal(("", 12), (band.Name, band.Items.Count));
    }

    private static TripletCollector Collect(
        IEnumerable<Triplet> triplets, INegativeSelector? selector = null, bool areOneTable = true)
    {
        var collector = new TripletCollector((selector ?? NegativeSelector.Range).Identity, areOneTable);
        foreach (var triplet in triplets)
            collector.Add(triplet);
        return collector;
    }

    private static (int, int) PairOf(Triplet triplet) =>
        (Math.Min(triplet.Anchor, triplet.Negative), Math.Max(triplet.Anchor, triplet.Negative));
}
