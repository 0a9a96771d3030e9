using System.Globalization;
using CsCheck;
using Tercet.Tests.Data;
using Tercet.Tests.Schedules;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Batches;

/// <summary>Batches against the brute-force reference, over random data, for every selector and distance.</summary>
public sealed class BatchExactnessTests
{
    /// <summary>Those that select single negatives are not for batches.</summary>
    private static readonly INegativeSelector[] Selectors =
        [.. NegativeSelector.All.Except([NegativeSelector.SemiHard, NegativeSelector.DistanceWeighted])];

    public static TheoryData<string, Distance> Cases() => new(
        from distance in Enum.GetValues<Distance>()
        from selector in Selectors
        select (selector.Identity, distance));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Forms_what_the_brute_force_reference_forms(string selector, Distance distance)
    {
        var compared = 0;
        var options = OptionGenerator(Selectors.Single(s => s.Identity == selector), distance);
        var scenarios = Scenario.Generator(unitLength: false, distance == Distance.Cosine);
        Gen.Select(scenarios, options, NaiveSplit.Generator, Gen.Int[-5, 5]).Sample(
            (scenario, options, split, start) =>
            {
                if (TryCreate(scenario, options, split) is not { } miner)
                    return;
                var (items, catalog) = (scenario.ItemMatrix(), scenario.CatalogMatrix());
                var (train, test) = (Reference(SplitPart.Train), Reference(SplitPart.Test));
                StepRange? slice = start < 0 || start + 2 > train.Total ? null : new StepRange(start, start + 2);
                Compare(train.Mine(slice), () => miner.MineRange(slice ?? new StepRange(0, train.Total), items, catalog));
                Compare(test.Mine(), () => miner.MineHeldOut(items, catalog));

                NaiveBatchMiner Reference(SplitPart part) => new(scenario, options, split.For(scenario), part);
            },
            iter: 300, threads: 1);
        Assert.True(compared > 100, $"{compared} of 600 compared");

        void Compare(List<Batch> expected, Func<MinedSequence<Batch>> mine)
        {
            if (TryMine(mine) is not { } batches)
                return;
            Assert.Equal(Lines(expected), batches);
            compared++;
        }
    }

    [Fact]
    public void Threads_and_slices_do_not_matter()
    {
        var any = from selector in Gens.OneOf(Selectors)
                  from options in OptionGenerator(selector, Distance.Euclidean)
                  select options;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any, NaiveSplit.Generator, Gen.Int[1, 50]).Sample(
            (scenario, options, split, cut) =>
            {
                if (TryCreate(scenario, options, split) is not { Plan.TotalSteps: > 1 } miner)
                    return;
                var (items, catalog, total) = (scenario.ItemMatrix(), scenario.CatalogMatrix(), miner.Plan.TotalSteps);
                var whole = Lines(miner.MineAll(items, catalog));
                var middle = Math.Clamp(cut, 1, total - 1);
                foreach (var threads in new[] { 1, 2, 7 })
                {
                    var other = TryCreate(scenario, options with { MaxDegreeOfParallelism = threads }, split)!;
                    Assert.Equal(whole, Lines(other.MineAll(items, catalog)));
                }
                Assert.Equal(whole, new[] { new StepRange(0, middle), new StepRange(middle, total) }
                    .SelectMany(range => Lines(miner.MineRange(range, items, catalog))));
            },
            iter: 200, threads: 1);
    }

    [Fact]
    public void Parts_are_what_the_whole_is()
    {
        var any = from selector in Gens.OneOf(Selectors)
                  from options in OptionGenerator(selector, Distance.Euclidean)
                  select options;
        var compared = 0;
        Gen.Select(
            Scenario.Generator(unitLength: false, nonZero: false), any, NaiveSplit.Generator, Gen.Int[-5, 5], Gen.Int[1, 9]).Sample(
            (scenario, options, split, start, count) =>
            {
                if (TryCreate(scenario, options, split) is not { } miner)
                    return;
                compared++;
                StepRange? slice = start < 0 || start + 2 > miner.Plan.TotalSteps ? null : new StepRange(start, start + 2);
                miner.RequirePartsToBeTheWhole(
                    scenario.ItemMatrix(), scenario.CatalogMatrix(), count, slice, batch => batch.Step, batch => Lines([batch]).Single());
            },
            iter: 200, threads: 1);
        Assert.True(compared > 70, $"{compared} of 200 compared");
    }

    /// <summary>
    /// Whatever the schedule; classes that a dropped batch or conflicts leave out are counted, and so are those that fill up.
    /// </summary>
    [Fact]
    public void Every_class_appears_once_per_pass()
    {
        var any = from selector in Gens.OneOf(Selectors)
                  from options in OptionGenerator(selector, Distance.Euclidean)
                  select options with { BatchesPerEpoch = null };
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any).Sample(
            (scenario, options) =>
            {
                if (TryCreate(scenario, options, NaiveSplit.None) is not { } miner)
                    return;
                var mined = miner.MineAll(scenario.ItemMatrix(), scenario.CatalogMatrix());
                var passes = mined.GroupBy(batch => batch.Pass).ToList();
                var classes = scenario.Classes.OfType<string>().Distinct().Count();
                Assert.Equal(classes, miner.Plan.Classes);
                foreach (var pass in passes)
                {
                    if (options.LastBatch != LastBatchHandling.Fill)
                        Assert.All(pass.SelectMany(ClassesOf).CountBy(label => label), entry => Assert.Equal(1, entry.Value));
                    Assert.All(pass, batch => Assert.InRange(
                        batch.Items.Count, options.SamplesPerClass, options.ClassesPerBatch * options.SamplesPerClass));
                }
                var skipped = mined.Statistics.Skipped.CountOf("classes left out of a pass");
                var repeated = mined.Statistics.Skipped.CountOf("classes repeated within a pass");
                Assert.Equal((long)classes * passes.Count, mined.Sum(batch => ClassesOf(batch).Count()) + skipped - repeated);
                if (options.LastBatch != LastBatchHandling.Drop && scenario.Excluded.Length == 0 && scenario.Groups is null)
                    Assert.Equal(0, skipped);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Items_of_a_class_are_seen_equally_often() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[2, 5], Gen.Int[1, 40], Gen.ULong).Sample((items, samples, passes, seed) =>
        {
            var data = new LabeledItems([.. Enumerable.Repeat("a", items), "b", "c"]);
            var embeddings = EmbeddingMatrix.FromArray([.. Enumerable.Range(0, items + 2).Select(i => (float)i)], 1);
            var miner = new BatchMiner(data, new BatchOptions
            {
                ClassesPerBatch = 3,
                SamplesPerClass = samples,
                Epochs = passes,
                Seed = seed,
                MaxDegreeOfParallelism = 1,
            });
            var seen = new int[items];
            foreach (var batch in miner.MineAll(embeddings))
            {
                var ofClass = batch.Items.Where(item => item.Class == "a").Select(item => item.Row).ToList();
                Assert.Equal(Math.Min(items, samples), ofClass.Distinct().Count());
                ofClass.ForEach(item => seen[item]++);
            }
            Assert.InRange(seen.Max() - seen.Min(), 0, 1);
            Assert.Equal(items < samples ? 3 : 2, miner.Plan.Skipped.CountOf("undersized classes"));
        }, iter: 300, threads: 1);

    private static IEnumerable<string> ClassesOf(Batch batch) => batch.Items.Select(item => item.Class).Distinct();

    private static BatchMiner? TryCreate(Scenario scenario, BatchOptions options, NaiveSplit split)
    {
        try
        {
            var items = scenario.ToItems();
            return new BatchMiner(items, options, split.For(scenario).Of(items));
        }
        catch (InvalidInputException e) when (e.Message.Contains("split", StringComparison.Ordinal))
        {
            return null; // a split of one class, or of too few for a batch: tests of their own
        }
    }

    private static List<string>? TryMine(Func<MinedSequence<Batch>> mine)
    {
        try
        {
            return Lines(mine());
        }
        catch (InvalidInputException e) when (e.Message.Contains("class means", StringComparison.Ordinal))
        {
            return null; // means of zeros: a test of its own
        }
    }

    private static List<string> Lines(IEnumerable<Batch> batches) => [.. batches.Select(Line)];

    private static string Line(Batch batch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{batch.Step} {batch.Epoch} {batch.Cycle} {batch.Pass} {batch.TargetHardness:R}: ")
        + string.Join(", ", batch.Items.Select(Describe));

    private static string Describe(BatchItem item) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{item.Group} {item.Role} {item.Row} {item.Class} {item.Distance:R} {item.Hardness:R}");

    private static Gen<BatchOptions> OptionGenerator(INegativeSelector selector, Distance distance) =>
        from classes in Gen.Int[2, 8]
        from samples in Gen.Int[2, 4]
        from size in Gen.Int[2, 8]
        from whole in Gen.Bool
        from last in Gen.Enum<LastBatchHandling>()
        from batches in Gens.OneOf<int?>(null, null, 1, 3, 10)
        from epochs in Gen.Int[1, 4]
        from curve in HardnessCurves.Generator
        from cap in Gens.OneOf(0.3, 0.5, 0.85, 1.0)
        from minDistance in Gens.OneOf(0.0, 0, 0.25, 1.0)
        from skip in Gens.OneOf(0.0, 0, 0.2, 0.7)
        from seed in Gen.ULong
        select new BatchOptions
        {
            ClassesPerBatch = classes,
            SamplesPerClass = samples,
            GroupSize = whole ? null : Math.Min(size, classes),
            LastBatch = last,
            BatchesPerEpoch = batches,
            Epochs = epochs,
            Selector = selector,
            Distance = distance,
            MinDistance = minDistance,
            SkipNearest = skip,
            Seed = seed,
            Schedule = new HardnessSchedule { Curve = curve, Cycles = 1, Cap = cap },
            MaxDegreeOfParallelism = 2,
        };
}
