using CsCheck;
using Tercet.Tests.Data;
using Tercet.Tests.Schedules;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Triplets;

/// <summary>The miner against the brute-force reference, over random data, for every selector and distance.</summary>
public sealed class TripletExactnessTests
{
    public static TheoryData<string, Distance> Cases() => new(
        from distance in Enum.GetValues<Distance>()
        from selector in NegativeSelector.All
        select (selector.Identity, distance));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mines_what_the_brute_force_reference_mines(string selector, Distance distance)
    {
        var scenarios = Scenario.Generator(
            selector == "distance-weighted" && distance != Distance.Cosine, distance == Distance.Cosine);
        var compared = 0;
        var anyOptions = OptionGenerator(NegativeSelector.All.Single(s => s.Identity == selector), distance);
        Gen.Select(scenarios, anyOptions, NaiveSplit.Generator, Slice).Sample(
            (scenario, options, split, slice) =>
            {
                if (TryCreate(scenario, options, split) is not { } miner)
                    return true;
                compared++;
                var (items, catalog) = (scenario.ItemMatrix(), scenario.CatalogMatrix());
                var (train, test) = (Reference(SplitPart.Train), Reference(SplitPart.Test));
                return miner.MineRange(slice ?? new StepRange(0, train.Steps), items, catalog).SequenceEqual(train.Mine(slice))
                    && miner.MineHeldOut(items, catalog).SequenceEqual(test.Mine());

                NaiveMiner Reference(SplitPart part) => new(scenario, options, split.For(scenario), part);
            },
            iter: 300, threads: 1);
        Assert.True(compared > 100, $"{compared} of 300 compared");
    }

    [Fact]
    public void Threads_slices_and_order_of_work_do_not_matter()
    {
        var any = from selector in Gens.OneOf([.. NegativeSelector.All])
                  from options in OptionGenerator(selector, Distance.Cosine)
                  select options;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: true), any, NaiveSplit.Generator, Gen.Int[1, 50]).Sample(
            (scenario, options, split, cut) =>
            {
                if (TryCreate(scenario, options, split) is not { } miner)
                    return true;
                var (items, catalog) = (scenario.ItemMatrix(), scenario.CatalogMatrix());
                var (whole, total) = (miner.MineAll(items, catalog), miner.Plan.TotalSteps);
                var middle = Math.Clamp(cut, 1, total - 1);
                var slices = new[] { new StepRange(middle, total), new StepRange(0, middle) }
                    .SelectMany(range => miner.MineRange(range, items, catalog)).OrderBy(triplet => triplet.Step);
                return new[] { 1, 2, 7 }.All(threads =>
                        TryCreate(scenario, options with { MaxDegreeOfParallelism = threads }, split)!.MineAll(items, catalog)
                            .SequenceEqual(whole))
                    && slices.SequenceEqual(whole);
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Parts_are_what_the_whole_is()
    {
        var any = from selector in Gens.OneOf([.. NegativeSelector.All])
                  from options in OptionGenerator(selector, Distance.Cosine)
                  select options;
        var compared = 0;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: true), any, NaiveSplit.Generator, Slice, Gen.Int[1, 30]).Sample(
            (scenario, options, split, slice, count) =>
            {
                if (TryCreate(scenario, options, split) is not { } miner)
                    return;
                compared++;
                miner.RequirePartsToBeTheWhole(
                    scenario.ItemMatrix(), scenario.CatalogMatrix(), count, slice, triplet => triplet.Step, triplet => triplet.ToString());
            },
            iter: 200, threads: 1);
        Assert.True(compared > 70, $"{compared} of 200 compared");
    }

    private static readonly Gen<StepRange?> Slice =
        Gen.Int[0, 10].Select(start => start < 5 ? (StepRange?)null : new StepRange(start, start + 10));

    private static TripletMiner? TryCreate(Scenario scenario, TripletOptions options, NaiveSplit split)
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

    private static Gen<TripletOptions> OptionGenerator(INegativeSelector selector, Distance distance) =>
        from triplets in Gen.Int[20, 60]
        from epochs in Gen.Int[1, 3]
        from curve in HardnessCurves.Generator
        from cycles in Gen.Int[1, 7]
        from floor in Gens.OneOf(0.0, 0, 0.2)
        from cap in Gens.OneOf(0.3, 0.5, 0.85, 1.0)
        from positive in Gen.Enum<PositiveStrategy>()
        from minDistance in Gens.OneOf(0.0, 0, 0.25, 1.0)
        from pool in Gens.OneOf<int?>(null, null, 2, 9, 1000)
        from seed in Gen.ULong
        select new TripletOptions
        {
            TripletsPerEpoch = triplets,
            Epochs = epochs,
            Selector = selector,
            Distance = distance,
            PositiveStrategy = positive,
            MinDistance = minDistance,
            CandidatePool = pool,
            Seed = seed,
            Schedule = new HardnessSchedule { Curve = curve, Cycles = cycles, Floor = floor, Cap = cap },
            MaxDegreeOfParallelism = 2,
        };
}
