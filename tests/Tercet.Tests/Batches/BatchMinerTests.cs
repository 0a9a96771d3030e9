using CsCheck;
using Tercet.Tests.Search;

namespace Tercet.Tests.Batches;

public sealed class BatchMinerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Too_few_classes_for_one_batch_are_reported_where_the_last_is_dropped()
    {
        var options = new BatchOptions { ClassesPerBatch = 8, TestRatio = 0, Last = LastBatchHandling.Drop };
        Assert.Equal(
            "items: the training split has 7 classes, too few for one batch of 8. Use fewer classes per batch, or keep or fill "
            + "the last batch.",
            Assert.Throws<InvalidInputException>(() => new BatchMiner(Line(7), options)).Message);
        Assert.Equal(
            "items: the training split has 8 classes, too few for one batch of 9. Use fewer classes per batch, or keep or fill "
            + "the last batch.",
            Assert.Throws<InvalidInputException>(() => new BatchMiner(Line(10), options with { ClassesPerBatch = 9, TestRatio = 0.2 })).Message);
        Assert.Equal(1, new BatchMiner(Line(8), options).TotalSteps);
    }

    [Fact]
    public void Steps_beyond_the_sequence_and_cycles_beyond_the_steps_are_reported_at_once()
    {
        var options = new BatchOptions { ClassesPerBatch = 4, TestRatio = 0, Epochs = 2, Steps = new StepRange(5, 7), Schedule = new() { Cap = 1, Cycles = 7 } };
        Assert.Equal(
            """
            steps is 5..7; expected start..end with 0 ≤ start < end ≤ 6 (epochs × batches); the end is not part of the slice.
            cycles is 7; expected at most the number of steps, 6.
            """,
            Assert.Throws<InvalidOptionsException>(() => new BatchMiner(Line(10), options)).Message);
        Assert.Equal(
            6, new BatchMiner(Line(10), options with { Strategy = Strategy.Random, Steps = new StepRange(5, 6) }).TotalSteps);
    }

    [Fact]
    public void Class_means_of_zeros_have_no_cosine_distance()
    {
        var data = new Dataset(new ItemTable(["a", "a", "b", "b", "c", "c"]));
        var source = new MiningSource(data, EmbeddingMatrix.FromArray([1, 2, -1, -2, 1, 0, 1, 0, 5, 5, -5, -5], 2));
        var options = new BatchOptions { Distance = Distance.Cosine, TestRatio = 0 };
        Assert.Equal(
            """
            embeddings, class means: those of 2 classes are all zeros, and have no cosine distance:
              a
              c
            Give a catalog to measure from, or use another distance.
            """,
            Assert.Throws<InvalidInputException>(() => new BatchMiner(source, options)).Message);
        Assert.Single(
            new BatchMiner(source, options with { Distance = Distance.Euclidean }).Mine(cancellationToken: Cancellation));
    }

    [Fact]
    public void Items_of_zeros_have_none_either() =>
        Assert.Equal(
            """
            embeddings: 2 rows are all zeros, and have no cosine distance:
              item 0
              item 1
            Drop these items, mend the encoder, or use another distance.
            """,
            Assert.Throws<InvalidInputException>(() => new BatchMiner(Line(3), new BatchOptions { Distance = Distance.Cosine, TestRatio = 0 })).Message);

    [Theory]
    [InlineData(LastBatchHandling.Keep)]
    [InlineData(LastBatchHandling.Fill)]
    public void Fewer_classes_than_a_batch_has_make_one_short_batch(LastBatchHandling last)
    {
        // No class can come twice in one batch, so that it stays short where it was to be filled, too.
        var miner = new BatchMiner(Line(5), new BatchOptions { ClassesPerBatch = 8, TestRatio = 0, Last = last, Epochs = 3 });
        Assert.Equal([5, 5, 5], miner.Mine(cancellationToken: Cancellation).Select(batch => batch.Items.Select(item => item.Class).Distinct().Count()));
        var statistics = miner.StatisticsOf(Split.Train)!;
        Assert.Equal((3, 0, 0), (statistics.ShortBatches, statistics.RepeatedClasses, statistics.SkippedClasses));
    }

    [Theory]
    [InlineData(LastBatchHandling.Keep, new[] { 4, 4, 2 }, 1, 0, 0)]
    [InlineData(LastBatchHandling.Drop, new[] { 4, 4 }, 0, 0, 2)]
    [InlineData(LastBatchHandling.Fill, new[] { 4, 4, 4 }, 0, 2, 0)]
    public void The_last_batch_of_a_pass_is_kept_dropped_or_filled(
        LastBatchHandling last, int[] classes, int shorts, int again, int leftOut)
    {
        var miner = new BatchMiner(Line(10), new BatchOptions { ClassesPerBatch = 4, TestRatio = 0, Last = last });
        Assert.Equal(classes, miner.Mine(cancellationToken: Cancellation).Select(batch => batch.Items.Select(item => item.Class).Distinct().Count()));
        var statistics = miner.StatisticsOf(Split.Train)!;
        Assert.Equal((shorts, again, leftOut), (statistics.ShortBatches, statistics.RepeatedClasses, statistics.SkippedClasses));
    }

    [Fact]
    public void A_test_split_too_small_for_a_whole_batch_has_no_batches()
    {
        var options = new BatchOptions { ClassesPerBatch = 8, TestRatio = 0.2, Last = LastBatchHandling.Drop };
        foreach (var asked in new int?[] { null, 3 })
        {
            var miner = new BatchMiner(Line(20), options with { TestBatches = asked });
            Assert.Equal((2, 0), (miner.TotalSteps, miner.TotalTestSteps));
            Assert.Empty(miner.Mine(Split.Test, cancellationToken: Cancellation));
            Assert.Equal((4, 0), (miner.StatisticsOf(Split.Test)!.Classes, miner.StatisticsOf(Split.Test)!.BatchesPerPass));
        }
        Assert.Equal(1, new BatchMiner(Line(20), options with { Last = LastBatchHandling.Keep }).TotalTestSteps);
        Assert.Equal(0, new BatchMiner(Line(20), options with { TestRatio = 0 }).TotalTestSteps);
    }

    [Fact]
    public void More_cycles_than_test_batches_do_no_harm()
    {
        var miner = new BatchMiner(
            Line(40), new BatchOptions { ClassesPerBatch = 4, Epochs = 4, Schedule = new() { Cap = 1, Cycles = 20 } });
        Assert.Equal(2, miner.Mine(Split.Test, cancellationToken: Cancellation).Count());
    }

    /// <summary>Directly from the definition: no two classes of a batch share a group, or an item of an excluded pair.</summary>
    [Fact]
    public void Excluded_pairs_and_groups_never_meet_in_a_batch()
    {
        var any = from strategy in Gens.OneOf(Strategy.Sequence, Strategy.Hardest, Strategy.Easiest, Strategy.Random)
                  from classes in Gen.Int[2, 9]
                  from size in Gen.Int[2, 9]
                  from last in Gen.Enum<LastBatchHandling>()
                  from seed in Gen.ULong
                  select new BatchOptions { Strategy = strategy, ClassesPerBatch = classes, Group = Math.Min(classes, size), Last = last, Seed = seed, TestRatio = 0, Epochs = 2, MaxDegreeOfParallelism = 2 };
        var met = 0;
        Gen.Select(Scenario.Generator(unitLength: false, nonZero: false), any).Sample((scenario, options) =>
        {
            if (scenario.Classes.OfType<string>().Distinct().Count() < options.ClassesPerBatch && options.Last == LastBatchHandling.Drop)
                return;
            foreach (var batch in new BatchMiner(scenario.ToSource(), options).Mine(cancellationToken: Cancellation))
            {
                var here = batch.Items.Select(item => item.Class).ToHashSet();
                met += here.Count;
                foreach (var (anchor, negative) in scenario.Excluded)
                {
                    var (a, b) = ((scenario.CatalogClasses ?? scenario.Classes)[anchor], scenario.Classes[negative]);
                    Assert.False(
                        a is not null && b is not null && a != b && here.Contains(a) && here.Contains(b), $"{a} and {b}");
                }
                var rows = Enumerable.Range(0, scenario.Classes.Length).Select(
                    i => (Class: scenario.Classes[i], Group: scenario.Groups?[i]));
                if (scenario.CatalogClasses is { } catalog)
                    rows = rows.Concat(
                        Enumerable.Range(0, catalog.Length).Select(i => (Class: catalog[i], Group: scenario.CatalogGroups?[i])));
                Assert.All(
                    rows.Where(row => row.Group is not null && row.Class is not null && here.Contains(row.Class)).GroupBy(
                        row => row.Group),
                    sharing => Assert.Single(sharing.Select(row => row.Class).Distinct()));
            }
        }, iter: 500, threads: 1);
        Assert.True(met > 1000);
    }

    [Fact]
    public void No_class_joins_one_that_has_an_item_nearer_than_the_minimal_distance()
    {
        var near = new BatchMiner(
            Line(40), new BatchOptions { ClassesPerBatch = 6, Strategy = Strategy.Hardest, TestRatio = 0, MinDistance = 3 });
        var distances = near.Mine(cancellationToken: Cancellation).SelectMany(batch => batch.Items)
            .Where(item => item.Distance is not null).Select(item => item.Distance!.Value).ToList();
        Assert.Equal(3, distances.Min()); // one at that distance may
        var none = new BatchMiner(Line(40), new BatchOptions { ClassesPerBatch = 6, TestRatio = 0, MinDistance = 100 });
        Assert.All(none.Mine(cancellationToken: Cancellation), batch =>
        {
            Assert.All(batch.Items, item => Assert.Null(item.Distance));
            Assert.Equal(batch.Items.Count / 2 - 1, batch.Items.Max(item => item.Group)); // each class has a group of its own
        });
    }

    [Theory]
    [InlineData(Distance.Euclidean, false)]
    [InlineData(Distance.SquaredEuclidean, true)]
    [InlineData(Distance.Cosine, false)]
    public void Of_thousands_of_classes_the_nearest_join(Distance distance, bool catalog)
    {
        const int Classes = 5000, Dimensions = 3, Batch = 50;
        var stream = new RandomStream(3, RandomPurpose.Pool, 0, 0);
        float[] Rows(int count) => [.. Enumerable.Range(0, count * Dimensions).Select(_ => (float)(2 * stream.NextDouble() - 1))];
        var (items, anchors) = (Rows(2 * Classes), Rows(Classes));
        var source = new MiningSource(
            new Dataset(
                new ItemTable([.. Enumerable.Range(0, 2 * Classes).Select(i => $"c{i / 2}")]),
                catalog ? new ItemTable([.. Enumerable.Range(0, Classes).Select(i => $"c{i}")]) : null),
            EmbeddingMatrix.FromArray(items, Dimensions), catalog ? EmbeddingMatrix.FromMemory(anchors, Dimensions) : null);
        if (!catalog)
            anchors = [.. Enumerable.Range(0, Classes * Dimensions).Select(i => (float)(((double)items[i / Dimensions * 2 * Dimensions + i % Dimensions] + items[(i / Dimensions * 2 + 1) * Dimensions + i % Dimensions]) / 2))];

        var left = Enumerable.Range(0, Classes).ToHashSet();
        var options = new BatchOptions { ClassesPerBatch = Batch, Strategy = Strategy.Hardest, Distance = distance, TestRatio = 0, MaxDegreeOfParallelism = 2 };
        foreach (var batch in new BatchMiner(source, options).Mine(cancellationToken: Cancellation))
        {
            int[] classes = [.. batch.Items.Where((_, i) => i % 2 == 0).Select(item => int.Parse(item.Class[1..], System.Globalization.CultureInfo.InvariantCulture))];
            if (batch.Step % 9 == 0 || batch.Step == 99)
            {
                var opener = anchors[(classes[0] * Dimensions)..((classes[0] + 1) * Dimensions)];
                double To(int item) =>
                    NaiveDistance.Between(opener, items[(item * Dimensions)..((item + 1) * Dimensions)], distance);
                var others = left.Where(label => label != classes[0])
                    .Select(label => (Class: label, Distance: Math.Min(To(2 * label), To(2 * label + 1))))
                    .OrderBy(other => other.Distance).ThenBy(other => other.Class).Take(Batch - 1).ToList();
                Assert.Equal(others.Select(other => other.Class), classes.Skip(1));
                Assert.Equal(
                    others.Select(other => (double?)other.Distance),
                    batch.Items.Where((_, i) => i % 2 == 0).Skip(1).Select(item => item.Distance));
            }
            left.ExceptWith(classes);
        }
        Assert.Empty(left);
    }

    [Fact]
    public void Any_number_of_items_a_class_needs_no_room_on_the_stack()
    {
        var options = new BatchOptions { ClassesPerBatch = 2, SamplesPerClass = 200_001, TestRatio = 0, Scale = Scale.Relative, MaxDegreeOfParallelism = 1 };
        var items = 0;
        var thread = new Thread(
            () => items = new BatchMiner(Line(2), options).Mine().Sum(batch => batch.Items.Count), maxStackSize: 256 << 10);
        thread.Start();
        thread.Join();
        Assert.Equal(400_002, items);
    }

    [Fact]
    public void Work_can_be_ended_early()
    {
        using var cancelled = new CancellationTokenSource();
        var miner = new BatchMiner(
            Line(200), new BatchOptions { ClassesPerBatch = 4, TestRatio = 0, Epochs = 100, MaxDegreeOfParallelism = 1 });
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in miner.Mine(cancellationToken: cancelled.Token))
                cancelled.Cancel();
        });
    }

    /// <summary>Classes of two equal items each, a unit apart on a line from 0 on.</summary>
    private static MiningSource Line(int classes) => new(
        new Dataset(new ItemTable([.. Enumerable.Range(0, 2 * classes).Select(i => $"c{i / 2}")])),
        EmbeddingMatrix.FromArray([.. Enumerable.Range(0, 2 * classes).Select(i => (float)(i / 2))], 1));
}
