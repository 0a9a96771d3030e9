namespace Tercet.Tests.Triplets;

/// <summary>Particular data, beside the random ones of <see cref="ExactnessTests"/>.</summary>
public sealed class TripletMinerTests
{
    // On a line: a at 0 and 1, b at 3 and 4, a lone c at 10, one without a class at 2.
    private static readonly string?[] Labels = ["a", "a", null, "b", "b", "c"];

    private static readonly float[] Line = [0, 1, 2, 3, 4, 10];

    private static readonly TripletOptions Whole = new() { Triplets = 60, TestRatio = 0, Strategy = Strategy.Hardest };

    [Fact]
    public void A_class_of_a_single_item_supplies_negatives_only()
    {
        var miner = new TripletMiner(Source(Labels, Line), Whole with { Strategy = Strategy.Easiest });
        var triplets = Mine(miner);
        Assert.Equal(["a", "b"], triplets.Select(t => t.AnchorClass).Distinct().Order());
        Assert.All(triplets, t => Assert.Equal("c", t.NegativeClass));
        var statistics = miner.StatisticsOf(Split.Train)!;
        Assert.Equal((5, 3, 2, 60L, 0L), (statistics.Items, statistics.Classes, statistics.AnchorClasses, statistics.Triplets, statistics.StepsWithoutCandidates));
    }

    [Fact]
    public void With_a_catalog_a_class_of_a_single_item_supplies_anchors_too()
    {
        var source = new MiningSource(
            new Dataset(new ItemTable(Labels), new ItemTable(["c", "a", "b", "elsewhere"])),
            EmbeddingMatrix.FromArray(Line, 1), EmbeddingMatrix.FromArray([9, 0.5f, 3.5f, 7], 1));
        var miner = new TripletMiner(source, Whole);
        var triplets = Mine(miner);
        Assert.Equal(3, miner.StatisticsOf(Split.Train)!.AnchorClasses);
        Assert.All(
            triplets.Where(t => t.AnchorClass == "c"),
            t => Assert.Equal((0, 5, 4, 1.0, 5.0), (t.Anchor, t.Positive, t.Negative, t.PositiveDistance, t.NegativeDistance)));
        Assert.Equal([0, 1, 2], triplets.Select(t => t.Anchor).Distinct().Order());
    }

    [Theory]
    [InlineData(PositiveStrategy.Random)]
    [InlineData(PositiveStrategy.Nearest)]
    [InlineData(PositiveStrategy.Farthest)]
    public void An_anchor_is_never_its_own_positive_even_among_duplicates(PositiveStrategy choice)
    {
        var miner = new TripletMiner(Source(["a", "a", "a", "b", "b"], [0, 0, 0, 0, 0]), Whole with { Positive = choice });
        Assert.All(Mine(miner), t => Assert.NotEqual(t.Anchor, t.Positive));
    }

    [Fact]
    public void Items_without_a_class_are_in_no_triplet() =>
        Assert.All(
            Mine(new TripletMiner(Source(Labels, Line), Whole with { Strategy = Strategy.Random })),
            t => Assert.DoesNotContain(2, new[] { t.Anchor, t.Positive, t.Negative }));

    [Fact]
    public void Steps_without_a_candidate_are_left_out_and_counted_and_the_others_are_as_without_them()
    {
        var all = Mine(new TripletMiner(Source(Labels, Line), Whole));
        // Row 0 must meet neither b nor c.
        var miner = new TripletMiner(Source(Labels, Line, [(0, 3), (0, 4), (0, 5)]), Whole);
        var left = Mine(miner);
        Assert.Equal(all.Where(t => t.Anchor != 0), left);
        Assert.Equal(
            (left.Count, 60 - left.Count),
            (miner.StatisticsOf(Split.Train)!.Triplets, miner.StatisticsOf(Split.Train)!.StepsWithoutCandidates));
        Assert.InRange(left.Count, 1, 59);
    }

    [Theory]
    [InlineData(Strategy.Sequence)]
    [InlineData(Strategy.Easiest)]
    [InlineData(Strategy.Hardest)]
    [InlineData(Strategy.SemiHard)]
    [InlineData(Strategy.Random)]
    public void A_single_candidate_is_of_hardness_one_and_rank_one(Strategy strategy)
    {
        var triplets = Mine(new TripletMiner(Source(["a", "a", "b"], [0, 1, 5]), Whole with { Strategy = strategy }));
        Assert.Equal(60, triplets.Count);
        Assert.All(triplets, t => Assert.Equal((2, 1.0, 1), (t.Negative, t.Hardness, t.Rank)));
    }

    [Fact]
    public void Rows_of_zeros_have_no_cosine_distance_and_are_listed()
    {
        var source = new MiningSource(
            new Dataset(new ItemTable(["a", "a", null, "b"], files: ["w.jpg", "x.jpg", "y.jpg", "z.jpg"])),
            EmbeddingMatrix.FromArray([1, 0, 0, 0, 0, 0, -0f, 0], 2));
        Assert.Equal(
            """
            embeddings: 2 rows are all zeros, and have no cosine distance:
              item 1: x.jpg
              item 3: z.jpg
            Drop these items, mend the encoder, or use another distance.
            """,
            FaultOf(source, Whole with { Distance = Distance.Cosine }));
        Assert.NotEmpty(Mine(new TripletMiner(source, Whole)));
    }

    [Fact]
    public void Rows_of_another_length_than_one_have_no_distance_weights_and_are_counted()
    {
        var rows = Enumerable.Range(0, 30).Select(i => i < 25 ? i + 2f : 1f).ToArray();
        var labels = Enumerable.Range(0, 30).Select(i => $"c{i % 3}").ToArray();
        Assert.Equal(
            string.Join('\n', [
                "embeddings: 25 rows are not of unit length, on which distance-weighted sampling is defined:",
                .. Enumerable.Range(0, 10).Select(i => $"  item {i}: length {i + 2}"), "  … and 15 more",
                "Scale the embeddings to unit length, or use the cosine distance."]),
            FaultOf(Source(labels, rows), Whole with { Strategy = Strategy.DistanceWeighted }));
        Assert.Equal(60, Mine(new TripletMiner(Source(labels, rows), Whole with { Strategy = Strategy.DistanceWeighted, Distance = Distance.Cosine })).Count);
    }

    [Fact]
    public void The_six_lists_hold_the_files_of_both_splits_in_step_order()
    {
        var miner = Blobs(withFiles: true, Whole with { TestRatio = 0.25, TestTriplets = 12 });
        var (train, test, lists) = (Mine(miner), Mine(miner, Split.Test), miner.ToLists());
        Assert.Equal((60, 12), (train.Count, test.Count));
        Assert.Equal(train.Select(t => $"{t.Anchor}.jpg"), lists.TrainAnchors);
        Assert.Equal(train.Select(t => $"{t.Positive}.jpg"), lists.TrainPositives);
        Assert.Equal(train.Select(t => $"{t.Negative}.jpg"), lists.TrainNegatives);
        Assert.Equal(test.Select(t => $"{t.Anchor}.jpg"), lists.TestAnchors);
        Assert.Equal(test.Select(t => $"{t.Positive}.jpg"), lists.TestPositives);
        Assert.Equal(test.Select(t => $"{t.Negative}.jpg"), lists.TestNegatives);
    }

    [Fact]
    public void Without_files_and_a_test_split_the_lists_hold_row_numbers_and_nothing()
    {
        var lists = new TripletMiner(Source(Labels, Line), Whole).ToLists();
        Assert.Equal(60, lists.TrainAnchors.Count);
        Assert.All(lists.TrainAnchors, key => Assert.Contains(key, new[] { "0", "1", "3", "4" }));
        Assert.Empty(lists.TestAnchors);
        Assert.Empty(lists.TestPositives);
        Assert.Empty(lists.TestNegatives);
    }

    [Theory]
    [InlineData(SplitBy.Class)]
    [InlineData(SplitBy.Item)]
    public void Test_triplets_come_from_the_test_split_alone(SplitBy by)
    {
        var options = Whole with { TestRatio = 0.25, TestTriplets = 400, Triplets = 400, SplitBy = by, Strategy = Strategy.Random };
        var miner = Blobs(withFiles: false, options);
        var train = Mine(miner).SelectMany(Rows).ToHashSet();
        var test = Mine(miner, Split.Test).SelectMany(Rows).ToHashSet();
        Assert.Empty(train.Intersect(test));
        Assert.Equal((miner.StatisticsOf(Split.Train)!.Items, miner.StatisticsOf(Split.Test)!.Items), (train.Count, test.Count));
        if (by == SplitBy.Class)
            Assert.Empty(train.Select(row => row % 12).Intersect(test.Select(row => row % 12)));
        else
            Assert.NotEmpty(train.Select(row => row % 12).Intersect(test.Select(row => row % 12)));
    }

    [Fact]
    public void Without_a_test_split_there_is_nothing_to_tell_of_it()
    {
        var miner = new TripletMiner(Source(Labels, Line), Whole);
        Assert.Empty(Mine(miner, Split.Test));
        Assert.Null(miner.StatisticsOf(Split.Test));
        Assert.Equal(new StepRange(0, 0), miner.StepsOf(Split.Test));
    }

    [Fact]
    public void A_pool_tells_what_it_costs()
    {
        var narrow = Blobs(withFiles: false, Whole with { Pool = 20, Triplets = 300 });
        Mine(narrow);
        var error = narrow.StatisticsOf(Split.Train)!.PoolError!;
        Assert.Equal(300, error.Sampled);
        Assert.InRange(error.Mean, 1e-6, error.Largest);
        Assert.InRange(error.Largest, error.Mean, 1);

        var whole = Blobs(withFiles: false, Whole with { Pool = 100_000, Triplets = 300 });
        Assert.Equal(Mine(Blobs(withFiles: false, Whole with { Triplets = 300 })), Mine(whole));
        Assert.Equal(new PoolError(300, 0, 0), whole.StatisticsOf(Split.Train)!.PoolError);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(15)]
    public void Statistics_do_not_depend_on_threads(int? pool)
    {
        var runs = new[] { 1, 2, 5 }.Select(threads =>
        {
            var miner = Blobs(
                withFiles: false,
                Whole with { MaxDegreeOfParallelism = threads, Pool = pool, Strategy = Strategy.Sequence, Scale = Scale.Rank });
            Mine(miner);
            var s = miner.StatisticsOf(Split.Train)!;
            return (s.Triplets, s.StepsWithoutCandidates, s.DistancesCompared, s.ReferenceDistances, s.PoolError);
        }).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
        Assert.True(runs[0].ReferenceDistances > 0);
        Assert.Equal(pool is null, runs[0].PoolError is null);
    }

    [Fact]
    public void Progress_reaches_the_number_of_steps()
    {
        var reports = new System.Collections.Concurrent.ConcurrentBag<MiningProgress>();
        var miner = Blobs(withFiles: false, Whole with { Steps = new StepRange(10, 50) });
        Assert.Equal(40, miner.Mine(Split.Train, new Report(reports.Add), TestContext.Current.CancellationToken).Count());
        Assert.All(reports, report => Assert.Equal((Split.Train, 40L), (report.Split, report.Total)));
        Assert.Equal(40, reports.Max(report => report.Done));
    }

    [Fact]
    public void Mining_ends_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => Blobs(withFiles: false, Whole).Mine(cancellationToken: cancelled.Token).ToList());
    }

    [Fact]
    public void The_published_sequence_asks_for_what_its_schedule_says()
    {
        var schedule = new HardnessSchedule { Curve = Curve.Exponential, Growth = 2, Cycles = 3 };
        var triplets = Mine(
            Blobs(withFiles: false, Whole with { Strategy = Strategy.Sequence, Schedule = schedule, Epochs = 2 }));
        Assert.Equal(
            Enumerable.Range(0, 120).Select(step => (double?)schedule.HardnessAt(step, 120)),
            triplets.Select(t => t.TargetHardness));
        Assert.Equal(Enumerable.Range(0, 120).Select(step => step / 60), triplets.Select(t => t.Epoch));
        Assert.Equal(Enumerable.Range(0, 120).Select(step => step / 40), triplets.Select(t => t.Cycle));
    }

    private static MiningSource Source(string?[] labels, float[] line, (int, int)[]? excluded = null) =>
        new(
            new Dataset(new ItemTable(labels)), EmbeddingMatrix.FromArray(line, 1),
            excluded: excluded is null ? null : new ExcludedPairs(excluded));

    /// <summary>240 items of 12 classes in turn, in three dimensions.</summary>
    private static TripletMiner Blobs(bool withFiles, TripletOptions options)
    {
        const int Items = 240, Dimensions = 3;
        var stream = new RandomStream(11, RandomPurpose.Pool, 0, 0);
        var values = new float[Items * Dimensions];
        foreach (ref var value in values.AsSpan())
            value = (float)stream.NextDouble();
        var table = new ItemTable(
            [.. Enumerable.Range(0, Items).Select(i => $"c{i % 12}")], withFiles ? [.. Enumerable.Range(0, Items).Select(i => $"{i}.jpg")] : null);
        return new TripletMiner(new MiningSource(new Dataset(table), EmbeddingMatrix.FromArray(values, Dimensions)), options);
    }

    private static List<Triplet> Mine(TripletMiner miner, Split split = Split.Train) =>
        [.. miner.Mine(split, cancellationToken: TestContext.Current.CancellationToken)];

    private static int[] Rows(Triplet t) => [t.Anchor, t.Positive, t.Negative];

    private static string FaultOf(MiningSource source, TripletOptions options) =>
        Assert.Throws<InvalidInputException>(() => new TripletMiner(source, options)).Message;

    private sealed class Report(Action<MiningProgress> take) : IProgress<MiningProgress>
    {
        void IProgress<MiningProgress>.Report(MiningProgress value) => take(value);
    }
}
