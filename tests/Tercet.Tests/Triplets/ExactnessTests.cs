using CsCheck;

namespace Tercet.Tests.Triplets;

/// <summary>The miner against the plain loop, over random data, for every strategy, scale and distance.</summary>
public sealed class ExactnessTests
{
    public static TheoryData<Strategy, Scale, Distance> Cases()
    {
        var cases = new TheoryData<Strategy, Scale, Distance>();
        foreach (var distance in Enum.GetValues<Distance>())
        {
            foreach (var scale in Enum.GetValues<Scale>())
                cases.Add(Strategy.Sequence, scale, distance);
            foreach (var strategy in Enum.GetValues<Strategy>().Where(s => s != Strategy.Sequence))
                cases.Add(strategy, Scale.Range, distance);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mines_what_the_naive_miner_mines(Strategy strategy, Scale scale, Distance distance)
    {
        var scenarios = Scenario.Generator(
            strategy == Strategy.DistanceWeighted && distance != Distance.Cosine, distance == Distance.Cosine);
        Gen.Select(scenarios, OptionGenerator(strategy, scale, distance)).Sample(
            (scenario, options) =>
            {
                if (TryCreate(scenario, options) is not { } miner)
                    return true;
                return miner.Mine(Split.Train).SequenceEqual(NaiveMiner.Mine(scenario, options, Split.Train))
                    && miner.Mine(Split.Test).SequenceEqual(NaiveMiner.Mine(scenario, options, Split.Test));
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Threads_slices_and_order_of_work_do_not_matter()
    {
        var any = from strategy in Gen.Enum<Strategy>()
                  from scale in Gen.Enum<Scale>()
                  from options in OptionGenerator(strategy, scale, Distance.Cosine)
                  select options;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: true), any, Gen.Int[1, 50]).Sample(
            (scenario, options, cut) =>
            {
                options = options with { Steps = null };
                if (TryCreate(scenario, options) is not { } miner)
                    return true;
                var whole = miner.Mine().ToList();
                var middle = Math.Clamp(cut, 1, options.TotalSteps - 1);
                var slices = new[] { new StepRange(0, middle), new StepRange(middle, options.TotalSteps) }
                    .SelectMany(range => TryCreate(scenario, options with { Steps = range })!.Mine());
                return new[] { 1, 2, 7 }.All(threads => TryCreate(scenario, options with { MaxDegreeOfParallelism = threads })!.Mine().SequenceEqual(whole))
                    && slices.SequenceEqual(whole);
            },
            iter: 200, threads: 1);
    }

    private static TripletMiner? TryCreate(Scenario scenario, TripletOptions options)
    {
        try
        {
            return new TripletMiner(scenario.ToSource(), options);
        }
        catch (InvalidInputException e) when (e.Message.Contains("split", StringComparison.Ordinal))
        {
            return null; // a split of one class, or without a class that can supply an anchor: a test of its own
        }
    }

    private static Gen<TripletOptions> OptionGenerator(Strategy strategy, Scale scale, Distance distance) =>
        from triplets in Gen.Int[20, 60]
        from epochs in Gen.Int[1, 3]
        from ratio in Gens.OneOf(0.0, 0.2, 0.4)
        from splitBy in Gen.Enum<SplitBy>()
        from curve in Gen.Enum<Curve>()
        from cycles in Gen.Int[1, 7]
        from cap in Gens.OneOf(0.3, 0.5, 0.85, 1.0)
        from positive in Gen.Enum<PositiveStrategy>()
        from minDistance in Gens.OneOf(0.0, 0, 0.25, 1.0)
        from pool in Gens.OneOf<int?>(null, null, 2, 9, 1000)
        from seed in Gen.ULong
        from slice in Gen.Int[0, 10]
        select new TripletOptions
        {
            Triplets = triplets,
            Epochs = epochs,
            TestRatio = ratio,
            SplitBy = splitBy,
            Strategy = strategy,
            Scale = scale,
            Distance = distance,
            Positive = positive,
            MinDistance = minDistance,
            Pool = pool,
            Seed = seed,
            Steps = slice < 5 ? null : new StepRange(slice, slice + 10),
            Schedule = new HardnessSchedule { Curve = curve, Cycles = cycles, Cap = cap },
            MaxDegreeOfParallelism = 2,
        };
}
