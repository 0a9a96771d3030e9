using CsCheck;
using Tercet.Tests.Data;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Triplets;

/// <summary>
/// Triplets of pairs and of several labels, several negatives per step, and bounds, against the brute-force reference.
/// </summary>
public sealed class RelationExactnessTests
{
    private static readonly RelationKind[] Kinds = Enum.GetValues<RelationKind>();

    public static TheoryData<string, Distance> Cases() => new(
        from distance in Enum.GetValues<Distance>()
        from selector in NegativeSelector.All
        select (selector.Identity, distance));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mines_what_the_brute_force_reference_mines(string selector, Distance distance)
    {
        var scenarios = RelationScenario.Generator(
            Kinds, selector == "distance-weighted" && distance != Distance.Cosine, distance == Distance.Cosine);
        var compared = Compare(scenarios, NegativeSelector.All.Single(s => s.Identity == selector), distance, 70);
        Assert.True(compared > 35, $"{compared} of 70 compared");
    }

    /// <summary>Small integers, on which similarities equal a bound to the last bit.</summary>
    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Bounds_hold_at_exact_ties(Distance distance)
    {
        var scenarios = RelationScenario.Generator(Kinds, unitLength: false, distance == Distance.Cosine, style: 0);
        Assert.True(Compare(scenarios, NegativeSelector.Hardest, distance, 250) > 125);
    }

    /// <summary>Thousands of candidates, whose distances differ in their last digits or not at all.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Bounds_hold_among_many_candidates(int style)
    {
        Assert.True(Enum.GetValues<Distance>().Sum(distance => Compare(
            RelationScenario.Generator(Kinds, unitLength: false, distance == Distance.Cosine, style, maxItems: 3000),
            NegativeSelector.LogRank, distance, 4)) > 4);
    }

    [Fact]
    public void Threads_and_slices_do_not_matter_nor_for_what_is_counted()
    {
        var any = from selector in Gens.OneOf([.. NegativeSelector.All])
                  from scenario in RelationScenario.Generator(Kinds, unitLength: false, nonZero: true)
                  from options in RelationOptions.Generator(scenario, selector, Distance.Cosine)
                  select (scenario, options);
        Gen.Select(any, NaiveSplit.Generator, Gen.Int[1, 50]).Sample((one, split, cut) =>
        {
            var (scenario, options) = one;
            if (TryCreate(scenario, options, split) is not { } miner)
                return;
            var (items, catalog) = (scenario.ItemMatrix(), scenario.CatalogMatrix());
            var (whole, total) = (miner.MineAll(items, catalog), miner.Plan.TotalSteps);
            foreach (var threads in new[] { 1, 7 })
            {
                var other = TryCreate(scenario, options with { MaxDegreeOfParallelism = threads }, split)!.MineAll(items, catalog);
                Assert.Equal(whole, other);
                Assert.Equal(CountsOf(whole.Statistics), CountsOf(other.Statistics));
            }
            var middle = Math.Clamp(cut, 1, total - 1);
            var slices = new[] { new StepRange(0, middle), new StepRange(middle, total) }
                .Select(range => miner.MineRange(range, items, catalog)).ToList();
            Assert.Equal(whole, slices.SelectMany(slice => slice));
            Assert.Equal(CountsOf(whole.Statistics), CountsOf(MiningStatistics.Sum(slices.Select(slice => slice.Statistics))));
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void Parts_are_what_the_whole_is()
    {
        var any = from selector in Gens.OneOf([.. NegativeSelector.All])
                  from scenario in RelationScenario.Generator(Kinds, unitLength: false, nonZero: true)
                  from options in RelationOptions.Generator(scenario, selector, Distance.Cosine)
                  select (scenario, options);
        var compared = 0;
        Gen.Select(any, NaiveSplit.Generator, Slice, Gen.Int[1, 30]).Sample((one, split, slice, count) =>
        {
            if (TryCreate(one.scenario, one.options, split) is not { } miner)
                return;
            compared++;
            miner.RequirePartsToBeTheWhole(
                one.scenario.ItemMatrix(), one.scenario.CatalogMatrix(), count, slice, triplet => triplet.Step,
                triplet => triplet.ToString());
        }, iter: 100, threads: 1);
        Assert.True(compared > 50, $"{compared} of 100 compared");
    }

    private static readonly Gen<StepRange?> Slice =
        Gen.Int[0, 10].Select(start => start < 5 ? (StepRange?)null : new StepRange(start, start + 5));

    private static int Compare(Gen<RelationScenario> scenarios, INegativeSelector selector, Distance distance, int iterations)
    {
        var compared = 0;
        var any = from scenario in scenarios
                  from options in RelationOptions.Generator(scenario, selector, distance)
                  select (scenario, options);
        Gen.Select(any, NaiveSplit.Generator, Slice).Sample((one, split, slice) =>
        {
            var (scenario, options) = one;
            if (TryCreate(scenario, options, split) is not { } miner)
                return;
            compared++;
            var (items, catalog) = (scenario.ItemMatrix(), scenario.CatalogMatrix());
            var train = new NaiveRelationMiner(scenario, options, split.For(scenario), SplitPart.Train);
            Assert.Equal(train.Steps, miner.Plan.TotalSteps);
            RequireEqual(train.Mine(slice), train, miner.MineRange(slice ?? new StepRange(0, train.Steps), items, catalog));
            var test = new NaiveRelationMiner(scenario, options, split.For(scenario), SplitPart.Test);
            RequireEqual(test.Mine(), test, miner.MineHeldOut(items, catalog));
        }, iter: iterations, threads: 1);
        return compared;
    }

    private static void RequireEqual(List<Triplet> expected, NaiveRelationMiner reference, MinedSequence<Triplet> mined)
    {
        Assert.Equal(expected, mined);
        Assert.Equal(reference.Skipped, CountsOf(mined.Statistics));
    }

    private static IEnumerable<(string, long)> CountsOf(MiningStatistics statistics) =>
        statistics.Skipped.Select(skip => (skip.What, skip.Count));

    private static TripletMiner? TryCreate(RelationScenario scenario, TripletOptions options, NaiveSplit split)
    {
        try
        {
            var items = scenario.ToItems();
            return new TripletMiner(items, options, split.For(scenario).Of(items));
        }
        catch (InvalidInputException e) when (e.Message.Contains("split", StringComparison.Ordinal))
        {
            return null; // a split of one class, or without a class that can supply an anchor: a test of its own
        }
    }
}
