using CsCheck;

namespace Tercet.Tests.Batches;

/// <summary>Batches against the plain loop, over random data, for every strategy, scale and distance.</summary>
public sealed class BatchExactnessTests
{
    public static TheoryData<Strategy, Scale, Distance> Cases()
    {
        var cases = new TheoryData<Strategy, Scale, Distance>();
        foreach (var distance in Enum.GetValues<Distance>())
        {
            foreach (var scale in Enum.GetValues<Scale>())
                cases.Add(Strategy.Sequence, scale, distance);
            foreach (var strategy in new[] { Strategy.Easiest, Strategy.Hardest, Strategy.Random })
                cases.Add(strategy, Scale.LogRank, distance);
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forms_what_the_naive_miner_forms(Strategy strategy, Scale scale, Distance distance) =>
        Gen.Select(Scenario.Generator(unitLength: false, distance == Distance.Cosine), OptionGenerator(strategy, scale, distance)).Sample(
            (scenario, options) =>
            {
                if (TryCreate(scenario, options) is not { } miner)
                    return;
                Assert.Equal(Words(new NaiveBatchMiner(scenario, options, Split.Train).Mine()), Words(miner.Mine(Split.Train)));
                Assert.Equal(Words(new NaiveBatchMiner(scenario, options, Split.Test).Mine()), Words(miner.Mine(Split.Test)));
            },
            iter: 300, threads: 1);

    [Fact]
    public void Threads_and_slices_do_not_matter()
    {
        var any = from strategy in Gens.OneOf(Strategy.Sequence, Strategy.Hardest, Strategy.Random)
                  from scale in Gen.Enum<Scale>()
                  from options in OptionGenerator(strategy, scale, Distance.Euclidean)
                  select options;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any, Gen.Int[1, 50]).Sample(
            (scenario, options, cut) =>
            {
                options = options with { Steps = null };
                if (TryCreate(scenario, options) is not { TotalSteps: > 1 } miner)
                    return;
                var whole = Words(miner.Mine());
                var middle = Math.Clamp(cut, 1, miner.TotalSteps - 1);
                foreach (var threads in new[] { 1, 2, 7 })
                    Assert.Equal(whole, Words(TryCreate(scenario, options with { MaxDegreeOfParallelism = threads })!.Mine()));
                Assert.Equal(whole, new[] { new StepRange(0, middle), new StepRange(middle, miner.TotalSteps) }
                    .SelectMany(range => Words(TryCreate(scenario, options with { Steps = range })!.Mine())));
            },
            iter: 200, threads: 1);
    }

    /// <summary>Every class once a pass, whatever the schedule; those that a dropped batch or conflicts leave out are counted, and so are those that fill up.</summary>
    [Fact]
    public void Every_class_comes_once_a_pass()
    {
        var any = from strategy in Gens.OneOf(Strategy.Sequence, Strategy.Hardest, Strategy.Easiest, Strategy.Random)
                  from scale in Gen.Enum<Scale>()
                  from options in OptionGenerator(strategy, scale, Distance.Euclidean)
                  select options with { Batches = null, Steps = null, TestRatio = 0 };
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any).Sample(
            (scenario, options) =>
            {
                if (TryCreate(scenario, options) is not { } miner)
                    return;
                var passes = miner.Mine().GroupBy(batch => batch.Pass).ToList();
                var statistics = miner.StatisticsOf(Split.Train)!;
                var classes = scenario.Classes.OfType<string>().Distinct().Count();
                Assert.Equal(classes, statistics.Classes);
                foreach (var pass in passes)
                {
                    var comings = pass.SelectMany(batch => batch.Items.Select(item => item.Class).Distinct())
                        .GroupBy(label => label).Select(group => group.Count()).ToList();
                    if (options.Last != LastBatchHandling.Fill)
                        Assert.All(comings, count => Assert.Equal(1, count));
                    Assert.All(pass, batch => Assert.InRange(batch.Items.Count, options.SamplesPerClass, options.ClassesPerBatch * options.SamplesPerClass));
                }
                var all = passes.Sum(pass => pass.Sum(batch => batch.Items.Select(item => item.Class).Distinct().Count()));
                Assert.Equal((long)classes * passes.Count, all + statistics.SkippedClasses - statistics.RepeatedClasses);
                if (options.Last != LastBatchHandling.Drop && scenario.Excluded.Length == 0 && scenario.Groups is null)
                    Assert.Equal(0, statistics.SkippedClasses);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Items_of_a_class_are_seen_equally_often()
    {
        Gen.Select(Gen.Int[1, 9], Gen.Int[2, 5], Gen.Int[1, 40], Gen.ULong).Sample((items, samples, passes, seed) =>
        {
            var data = new Dataset(new ItemTable([.. Enumerable.Repeat("a", items), "b", "c"]));
            using var embeddings = EmbeddingMatrix.FromArray([.. Enumerable.Range(0, items + 2).Select(i => (float)i)], 1);
            var miner = new BatchMiner(new MiningSource(data, embeddings), new BatchOptions { ClassesPerBatch = 3, SamplesPerClass = samples, TestRatio = 0, Epochs = passes, Seed = seed, MaxDegreeOfParallelism = 1 });
            var seen = new int[items];
            foreach (var batch in miner.Mine())
            {
                var ofClass = batch.Items.Where(item => item.Class == "a").Select(item => item.Item).ToList();
                Assert.Equal(Math.Min(items, samples), ofClass.Distinct().Count());
                ofClass.ForEach(item => seen[item]++);
            }
            Assert.InRange(seen.Max() - seen.Min(), 0, 1);
            Assert.Equal(items < samples ? 3 : 2, miner.StatisticsOf(Split.Train)!.UndersizedClasses);
        }, iter: 300, threads: 1);
    }

    private static BatchMiner? TryCreate(Scenario scenario, BatchOptions options)
    {
        try
        {
            return new BatchMiner(scenario.ToSource(), options);
        }
        catch (InvalidInputException e) when (
            e.Message.Contains("split", StringComparison.Ordinal) || e.Message.Contains("class means", StringComparison.Ordinal))
        {
            return null; // a split of one class, or of too few for a batch, or means of zeros: tests of their own
        }
        catch (InvalidOptionsException e) when (e.Message.StartsWith("steps is", StringComparison.Ordinal) || e.Message.StartsWith("cycles is", StringComparison.Ordinal))
        {
            return null; // beyond the sequence, whose length depends on the data
        }
    }

    private static List<string> Words(IEnumerable<Batch> batches) =>
        [.. batches.Select(batch => FormattableString.Invariant($"{batch.Step} {batch.Epoch} {batch.Cycle} {batch.Pass} {batch.TargetHardness:R}: {string.Join(", ", batch.Items.Select(item => FormattableString.Invariant($"{item.Group} {item.Role} {item.Item} {item.Class} {item.Distance:R} {item.Hardness:R}")))}"))];

    private static Gen<BatchOptions> OptionGenerator(Strategy strategy, Scale scale, Distance distance) =>
        from classes in Gen.Int[2, 8]
        from samples in Gen.Int[2, 4]
        from size in Gen.Int[2, 8]
        from whole in Gen.Bool
        from last in Gen.Enum<LastBatchHandling>()
        from batches in Gens.OneOf<int?>(null, null, 1, 3, 10)
        from epochs in Gen.Int[1, 4]
        from ratio in Gens.OneOf(0.0, 0.2, 0.4)
        from splitBy in Gen.Enum<SplitBy>()
        from curve in Gen.Enum<Curve>()
        from cap in Gens.OneOf(0.3, 0.5, 0.85, 1.0)
        from minDistance in Gens.OneOf(0.0, 0, 0.25, 1.0)
        from seed in Gen.ULong
        from slice in Gen.Int[0, 10]
        select new BatchOptions
        {
            ClassesPerBatch = classes,
            SamplesPerClass = samples,
            Group = whole ? null : Math.Min(size, classes),
            Last = last,
            Batches = batches,
            Epochs = epochs,
            TestRatio = ratio,
            SplitBy = splitBy,
            Strategy = strategy,
            Scale = scale,
            Distance = distance,
            MinDistance = minDistance,
            Seed = seed,
            Steps = slice < 5 ? null : new StepRange(slice - 5, slice - 3),
            Schedule = new HardnessSchedule { Curve = curve, Cycles = 1, Cap = cap },
            MaxDegreeOfParallelism = 2,
        };
}
