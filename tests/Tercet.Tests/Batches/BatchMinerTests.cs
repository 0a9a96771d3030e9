using System.Globalization;
using CsCheck;
using Tercet.Tests.Search;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Batches;

public sealed class BatchMinerTests
{
    [Fact]
    public void Too_few_classes_for_one_batch_are_reported_where_the_last_is_dropped()
    {
        var options = new BatchOptions { ClassesPerBatch = 8, LastBatch = LastBatchHandling.Drop };
        const string Advice = "Use fewer classes per batch (`ClassesPerBatch`), or keep or fill the last batch (`LastBatch`).";
        Assert.Equal(
            $"items: the training split has 7 classes, too few for one batch of 8. {Advice}",
            Assert.Throws<InvalidInputException>(() => new BatchMiner(Pairs(7), options)).Message);
        Assert.Equal(
            $"items: the training split has 8 classes, too few for one batch of 9. {Advice}",
            Assert.Throws<InvalidInputException>(() => HeldOut(10, options with { ClassesPerBatch = 9 })).Message);
        Assert.Equal(1, new BatchMiner(Pairs(8), options).Plan.TotalSteps);
    }

    [Fact]
    public void Cycles_beyond_the_steps_are_refused_where_the_selector_follows_the_schedule()
    {
        var options = new BatchOptions { ClassesPerBatch = 4, Epochs = 2, Schedule = new() { Cap = 1, Cycles = 7 } };
        Assert.Equal(
            "`Cycles` is 7; expected at most the number of steps, 6.",
            Assert.Throws<InvalidOptionsException>(() => new BatchMiner(Pairs(10), options)).Message);
        Assert.Equal(6, new BatchMiner(Pairs(10), options with { Selector = NegativeSelector.Random }).Plan.TotalSteps);
    }

    [Fact]
    public void Class_means_of_zeros_have_no_cosine_distance()
    {
        var items = new LabeledItems(["a", "a", "b", "b", "c", "c"]);
        var embeddings = EmbeddingMatrix.FromArray([1, 2, -1, -2, 1, 0, 1, 0, 5, 5, -5, -5], 2);
        var options = new BatchOptions { Distance = Distance.Cosine };
        Assert.Equal(
            """
            embeddings, class means: those of 2 classes are all zeros, and have no cosine distance:
              a
              c
            Give a catalog to measure from, or use another `Distance`.
            """,
            Assert.Throws<InvalidInputException>(() => new BatchMiner(items, options).MineAll(embeddings)).Message);
        Assert.Single(new BatchMiner(items, options with { Distance = Distance.Euclidean }).MineAll(embeddings));
    }

    [Fact]
    public void Items_of_zeros_have_none_either() =>
        Assert.Equal(
            """
            embeddings: 2 rows are all zeros, and have no cosine distance:
              item 0
              item 1
            Drop these items, fix the encoder, or use another `Distance`.
            """,
            Assert.Throws<InvalidInputException>(() => Mine(3, new BatchOptions { Distance = Distance.Cosine })).Message);

    [Theory]
    [InlineData(LastBatchHandling.Keep)]
    [InlineData(LastBatchHandling.Fill)]
    public void Fewer_classes_than_a_batch_has_make_one_short_batch(LastBatchHandling last)
    {
        // No class can be twice in one batch, so that it stays short where it was to be filled, too.
        var mined = Mine(5, new BatchOptions { ClassesPerBatch = 8, LastBatch = last, Epochs = 3 });
        Assert.Equal([5, 5, 5], mined.Select(CountClasses));
        Assert.Equal((3, 0, 0), Counts(mined));
    }

    [Theory]
    [InlineData(LastBatchHandling.Keep, new[] { 4, 4, 2 }, 1, 0, 0)]
    [InlineData(LastBatchHandling.Drop, new[] { 4, 4 }, 0, 0, 2)]
    [InlineData(LastBatchHandling.Fill, new[] { 4, 4, 4 }, 0, 2, 0)]
    public void The_last_batch_of_a_pass_is_kept_dropped_or_filled(
        LastBatchHandling last, int[] classes, int shortBatches, int repeated, int leftOut)
    {
        var mined = Mine(10, new BatchOptions { ClassesPerBatch = 4, LastBatch = last });
        Assert.Equal(classes, mined.Select(CountClasses));
        Assert.Equal((shortBatches, repeated, leftOut), Counts(mined));
    }

    [Fact]
    public void A_test_split_too_small_for_a_whole_batch_has_no_batches()
    {
        var options = new BatchOptions { ClassesPerBatch = 8, LastBatch = LastBatchHandling.Drop };
        foreach (var requested in new int?[] { null, 3 })
        {
            var miner = HeldOut(20, options with { TestBatches = requested });
            Assert.Equal((2, 0, 4), (miner.Plan.TotalSteps, miner.TestPlan!.TotalSteps, miner.TestPlan.Classes));
            Assert.Empty(miner.MineHeldOut(Line(20)));
            Assert.Equal(4, miner.TestPlan.Skipped.CountOf("test classes"));
        }
        Assert.Equal(1, HeldOut(20, options with { LastBatch = LastBatchHandling.Keep }).TestPlan!.TotalSteps);
        Assert.Null(new BatchMiner(Pairs(20), options).TestPlan);
    }

    [Fact]
    public void More_cycles_than_test_batches_are_allowed()
    {
        var miner = HeldOut(40, new BatchOptions { ClassesPerBatch = 4, Epochs = 4, Schedule = new() { Cap = 1, Cycles = 20 } });
        Assert.Equal(2, miner.MineHeldOut(Line(40)).Count);
    }

    [Fact]
    public void Rows_of_a_batch_are_its_items_without_those_of_the_catalog()
    {
        var items = new LabeledItems(new ItemTable(["a", "a", "b", "b"]), new ItemTable(["b", "a"]));
        var batch = Assert.Single(new BatchMiner(items, new BatchOptions { SamplesPerClass = 3 }).MineAll(Line(2), Line(1)));
        Assert.Equal(batch.Items.Where(item => item.Role == ItemRole.Item).Select(item => item.Row), batch.Rows);
        Assert.Equal([0, 1, 2, 3], batch.Rows.Order());
        Assert.Equal([0, 1], batch.CatalogRows.Order());
    }

    /// <summary>Directly from the definition: no two classes of a batch share a group, or an item of an excluded pair.</summary>
    [Fact]
    public void Excluded_pairs_and_groups_never_meet_in_a_batch()
    {
        var any = from selector in Gens.OneOf(
                      NegativeSelector.LogRank, NegativeSelector.Hardest, NegativeSelector.Easiest, NegativeSelector.Random)
                  from classes in Gen.Int[2, 9]
                  from size in Gen.Int[2, 9]
                  from last in Gen.Enum<LastBatchHandling>()
                  from seed in Gen.ULong
                  select new BatchOptions
                  {
                      Selector = selector,
                      ClassesPerBatch = classes,
                      GroupSize = Math.Min(classes, size),
                      LastBatch = last,
                      Seed = seed,
                      Epochs = 2,
                      MaxDegreeOfParallelism = 2,
                  };
        var met = 0;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any).Sample((scenario, options) =>
        {
            var classes = scenario.Classes.OfType<string>().Distinct().Count();
            if (classes < options.ClassesPerBatch && options.LastBatch == LastBatchHandling.Drop)
                return;
            var miner = new BatchMiner(scenario.ToItems(), options);
            var anchors = scenario.CatalogClasses ?? scenario.Classes;
            foreach (var batch in miner.MineAll(scenario.ItemMatrix(), scenario.CatalogMatrix()))
            {
                var here = batch.Items.Select(item => item.Class).ToHashSet();
                met += here.Count;
                foreach (var (anchor, negative) in scenario.Excluded)
                {
                    var (a, b) = (anchors[anchor], scenario.Classes[negative]);
                    Assert.False(
                        a is not null && b is not null && a != b && here.Contains(a) && here.Contains(b), $"{a} and {b}");
                }
                var rows = Enumerable.Range(0, scenario.Classes.Length).Select(
                    i => (Class: scenario.Classes[i], Group: scenario.Groups?[i]));
                if (scenario.CatalogClasses is { } catalog)
                    rows = rows.Concat(
                        Enumerable.Range(0, catalog.Length).Select(i => (Class: catalog[i], Group: scenario.CatalogGroups?[i])));
                Assert.All(
                    rows.Where(row => row.Group is not null && row.Class is not null && here.Contains(row.Class))
                        .GroupBy(row => row.Group),
                    sharing => Assert.Single(sharing.Select(row => row.Class).Distinct()));
            }
        }, iter: 500, threads: 1);
        Assert.True(met > 1000);
    }

    [Fact]
    public void No_class_joins_one_that_has_an_item_nearer_than_the_minimal_distance()
    {
        var options = new BatchOptions { ClassesPerBatch = 6, Selector = NegativeSelector.Hardest, MinDistance = 3 };
        var distances = Mine(40, options).SelectMany(batch => batch.Items).Select(item => item.Distance).OfType<double>();
        Assert.Equal(3, distances.Min()); // one at that distance may
        Assert.All(Mine(40, new BatchOptions { ClassesPerBatch = 6, MinDistance = 100 }), batch =>
        {
            Assert.All(batch.Items, item => Assert.Null(item.Distance));
            Assert.Equal(batch.Items.Count / 2 - 1, batch.Items.Max(item => item.Group)); // each class has a group of its own
        });
    }

    [Theory]
    [InlineData(Distance.Euclidean, false)]
    [InlineData(Distance.SquaredEuclidean, true)]
    [InlineData(Distance.Cosine, false)]
    public void Of_thousands_of_classes_the_nearest_join(Distance distance, bool withCatalog)
    {
        const int Classes = 5000, Dimensions = 3, PerBatch = 50;
        var stream = new RandomStream(3, RandomPurpose.Pool, 0, 0);
        float[] Rows(int count) => [.. Enumerable.Range(0, count * Dimensions).Select(_ => (float)(2 * stream.NextDouble() - 1))];
        var (items, anchors) = (Rows(2 * Classes), Rows(Classes));
        float Mean(float a, float b) => (float)(((double)a + b) / 2);
        float[] Row(float[] of, int row) => of[(row * Dimensions)..((row + 1) * Dimensions)];
        var catalog = withCatalog ? EmbeddingMatrix.FromMemory(anchors, Dimensions) : null;
        var names = Enumerable.Range(0, Classes).Select(i => $"c{i}").ToList();
        var data = new LabeledItems(
            new ItemTable([.. names.SelectMany(name => new[] { name, name })]), withCatalog ? new ItemTable(names) : null);
        if (!withCatalog)
            anchors = [.. names.SelectMany((_, i) => Row(items, 2 * i).Zip(Row(items, 2 * i + 1), Mean))];

        var left = Enumerable.Range(0, Classes).ToHashSet();
        var options = new BatchOptions
        {
            ClassesPerBatch = PerBatch,
            Selector = NegativeSelector.Hardest,
            Distance = distance,
            MaxDegreeOfParallelism = 2,
        };
        foreach (var batch in new BatchMiner(data, options).MineAll(EmbeddingMatrix.FromArray(items, Dimensions), catalog))
        {
            var firsts = batch.Items.Where((_, i) => i % 2 == 0).ToList();
            int[] classes = [.. firsts.Select(item => int.Parse(item.Class[1..], CultureInfo.InvariantCulture))];
            if (batch.Step % 9 == 0 || batch.Step == 99)
            {
                var seed = Row(anchors, classes[0]);
                double To(int item) => NaiveDistance.Between(seed, Row(items, item), distance);
                var others = left.Where(label => label != classes[0])
                    .Select(label => (Class: label, Distance: Math.Min(To(2 * label), To(2 * label + 1))))
                    .OrderBy(other => other.Distance).ThenBy(other => other.Class).Take(PerBatch - 1).ToList();
                Assert.Equal(others.Select(other => other.Class), classes.Skip(1));
                Assert.Equal(others.Select(other => (double?)other.Distance), firsts.Skip(1).Select(item => item.Distance));
            }
            left.ExceptWith(classes);
        }
        Assert.Empty(left);
    }

    [Fact]
    public void Any_number_of_items_per_class_needs_no_room_on_the_stack()
    {
        var options = new BatchOptions
        {
            ClassesPerBatch = 2,
            SamplesPerClass = 200_001,
            Selector = NegativeSelector.Relative,
            MaxDegreeOfParallelism = 1,
        };
        var items = 0;
        var thread = new Thread(() => items = Mine(2, options).Sum(batch => batch.Items.Count), maxStackSize: 256 << 10);
        thread.Start();
        thread.Join();
        Assert.Equal(400_002, items);
    }

    [Fact]
    public void Work_can_be_ended_early()
    {
        using var cancelled = new CancellationTokenSource();
        var miner = new BatchMiner(
            Pairs(200), new BatchOptions { ClassesPerBatch = 4, BatchesPerEpoch = 5000, MaxDegreeOfParallelism = 1 });
        long formed = 0;
        var progress = new Report(value =>
        {
            formed = value.Done;
            cancelled.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(
            () => miner.Mine(Line(200), progress: progress, cancellationToken: cancelled.Token));
        Assert.InRange(formed, 1, 100);
    }

    private static MinedSequence<Batch> Mine(int classes, BatchOptions options) =>
        new BatchMiner(Pairs(classes), options).MineAll(Line(classes));

    private static BatchMiner HeldOut(int classes, BatchOptions options)
    {
        var items = Pairs(classes);
        return new BatchMiner(items, options, DataSplit.ByClass(items, 0.2));
    }

    /// <summary>Classes of two items each.</summary>
    private static LabeledItems Pairs(int classes) => new([.. Enumerable.Range(0, 2 * classes).Select(i => i / 2)]);

    /// <summary>Their embeddings: both items of a class at one place, a unit from the next class, on a line from 0 on.</summary>
    private static EmbeddingMatrix Line(int classes) =>
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 2 * classes).Select(i => (float)(i / 2))], 1);

    private static int CountClasses(Batch batch) => batch.Items.Select(item => item.Class).Distinct().Count();

    private static (long Short, long Repeated, long LeftOut) Counts(MinedSequence<Batch> mined) => (
        mined.Statistics.Skipped.CountOf("batches of fewer classes than requested"),
        mined.Statistics.Skipped.CountOf("classes repeated within a pass"),
        mined.Statistics.Skipped.CountOf("classes left out of a pass"));
}
