using Tercet.Tests.Sequences;

namespace Tercet.Tests.Triplets;

/// <summary>Particular data, beside the random ones of <see cref="TripletExactnessTests"/>.</summary>
public sealed class TripletMinerTests
{
    private const string WithoutCandidate = "steps without a candidate";

    // On a line: a at 0 and 1, b at 3 and 4, a lone c at 10, one without a class at 2.
    private static readonly string?[] Labels = ["a", "a", null, "b", "b", "c"];

    private static readonly float[] Line = [0, 1, 2, 3, 4, 10];

    private static readonly TripletOptions Hardest = new() { TripletsPerEpoch = 60, Selector = NegativeSelector.Hardest };

    [Fact]
    public void A_singleton_class_supplies_negatives_only()
    {
        var miner = new TripletMiner(new LabeledItems(Labels), Hardest with { Selector = NegativeSelector.Easiest });
        var triplets = miner.MineAll(Matrix(Line));
        Assert.Equal(["a", "b"], triplets.Select(t => t.AnchorClass).Distinct().Order());
        Assert.All(triplets, t => Assert.Equal("c", t.NegativeClass));
        Assert.Equal((5, 3, 2, 60), (miner.Plan.Items, miner.Plan.Classes, miner.Plan.AnchorClasses, triplets.Count));
        Assert.Equivalent(
            new[]
            {
                new SkippedCount(
                    1, "singleton classes", "anchor and positive are two items of a class; such a class supplies negatives only"),
            },
            miner.Plan.Skipped, strict: true);
        Assert.Empty(triplets.Statistics.Skipped);
    }

    [Fact]
    public void With_a_catalog_a_singleton_class_supplies_anchors_too()
    {
        var items = new LabeledItems(new ItemTable(Labels), new ItemTable(["c", "a", "b", "elsewhere"]));
        var miner = new TripletMiner(items, Hardest);
        var triplets = miner.MineAll(Matrix(Line), Matrix([9, 0.5f, 3.5f, 7]));
        Assert.Equal(3, miner.Plan.AnchorClasses);
        Assert.Empty(miner.Plan.Skipped);
        Assert.All(
            triplets.Where(t => t.AnchorClass == "c"),
            t => Assert.Equal((0, 5, 4, 1.0, 5.0), (t.Anchor, t.Positive, t.Negative, t.PositiveDistance, t.NegativeDistance)));
        Assert.Equal([0, 1, 2], triplets.Select(t => t.Anchor).Distinct().Order());
    }

    [Theory]
    [InlineData(PositiveStrategy.Random)]
    [InlineData(PositiveStrategy.Nearest)]
    [InlineData(PositiveStrategy.Farthest)]
    public void An_anchor_is_never_its_own_positive_even_among_duplicates(PositiveStrategy strategy)
    {
        var miner = new TripletMiner(new LabeledItems(["a", "a", "a", "b", "b"]), Hardest with { PositiveStrategy = strategy });
        Assert.All(miner.MineAll(Matrix([0, 0, 0, 0, 0])), t => Assert.NotEqual(t.Anchor, t.Positive));
    }

    [Fact]
    public void Items_without_a_class_are_in_no_triplet() =>
        Assert.All(
            new TripletMiner(new LabeledItems(Labels), Hardest with { Selector = NegativeSelector.Random }).MineAll(Matrix(Line)),
            t => Assert.DoesNotContain(2, Rows(t)));

    [Fact]
    public void Steps_without_a_candidate_are_left_out_and_counted_and_the_others_are_as_without_them()
    {
        var all = new TripletMiner(new LabeledItems(Labels), Hardest).MineAll(Matrix(Line));
        // Row 0 must meet neither b nor c.
        var items = new LabeledItems(new ItemTable(Labels), excludedPairs: [(0, 3), (0, 4), (0, 5)]);
        var left = new TripletMiner(items, Hardest).MineAll(Matrix(Line));
        Assert.Equal(all.Where(t => t.Anchor != 0), left);
        Assert.Equal(60 - left.Count, left.Statistics.Skipped.CountOf(WithoutCandidate));
        Assert.InRange(left.Count, 1, 59);
    }

    [Theory]
    [InlineData("range")]
    [InlineData("easiest")]
    [InlineData("hardest")]
    [InlineData("semi-hard")]
    [InlineData("random")]
    public void A_single_candidate_is_of_hardness_one_and_rank_one(string selector)
    {
        var options = Hardest with { Selector = NegativeSelector.All.Single(s => s.Identity == selector) };
        var triplets = new TripletMiner(new LabeledItems(["a", "a", "b"]), options).MineAll(Matrix([0, 1, 5]));
        Assert.Equal(60, triplets.Count);
        Assert.All(triplets, t => Assert.Equal((2, 1.0, 1), (t.Negative, t.Hardness, t.Rank)));
    }

    [Fact]
    public void Test_triplets_come_from_the_test_split_alone()
    {
        var items = Blobs.Items;
        var options = Hardest with { TestTriplets = 400, TripletsPerEpoch = 400, Selector = NegativeSelector.Random };
        foreach (var split in new[] { DataSplit.ByClass(items, 0.25), DataSplit.ByItem(items, 0.25) })
        {
            var miner = new TripletMiner(items, options, split);
            var train = miner.MineAll(Blobs.Embeddings).SelectMany(Rows).ToHashSet();
            var test = miner.MineHeldOut(Blobs.Embeddings).SelectMany(Rows).ToHashSet();
            Assert.Equal(split.TrainRows, train.Order());
            Assert.Equal(split.TestRows, test.Order());
            Assert.Equal((miner.Plan.Items, miner.TestPlan!.Items), (train.Count, test.Count));
            var bothClasses = train.Select(Blobs.ClassOf).Intersect(test.Select(Blobs.ClassOf));
            Assert.Equal(split.Identity.StartsWith("by-class", StringComparison.Ordinal), !bothClasses.Any());
        }
    }

    [Fact]
    public void Without_a_test_split_there_is_no_test_sequence()
    {
        var miner = new TripletMiner(new LabeledItems(Labels), Hardest);
        var test = miner.MineHeldOut(Matrix(Line));
        Assert.Empty(test);
        Assert.Equal(
            (0, 0, null), (test.Statistics.DistancesCompared, test.Statistics.ReferenceDistances, test.Statistics.PoolError));
        Assert.Null(miner.TestPlan);
    }

    [Fact]
    public void The_pool_error_is_the_difference_to_the_hardness_among_all_candidates()
    {
        var mined = new TripletMiner(
            Blobs.Items, Hardest with { CandidatePool = 20, TripletsPerEpoch = 300 }).MineAll(Blobs.Embeddings);
        double HardnessAmongAll(Triplet triplet)
        {
            var distances = Enumerable.Range(0, Blobs.Count).Where(row => Blobs.ClassOf(row) != Blobs.ClassOf(triplet.Anchor))
                .Select(row => Blobs.DistanceBetween(triplet.Anchor, row)).ToList();
            return (distances.Max() - triplet.NegativeDistance) / (distances.Max() - distances.Min());
        }

        var differences = mined.Select(triplet => Math.Abs(HardnessAmongAll(triplet) - triplet.Hardness)).ToList();
        var error = mined.Statistics.PoolError!;
        Assert.Equal(300, error.Sampled);
        Assert.Equal(differences.Average(), error.Mean, 1e-10);
        Assert.Equal(differences.Max(), error.Largest, 1e-12);
        Assert.InRange(error.Mean, 1e-6, error.Largest);
    }

    [Theory]
    [InlineData(0, 1000, 334)]
    [InlineData(1, 1001, 334)]
    [InlineData(2, 1001, 333)]
    [InlineData(5, 105, 100)]
    public void The_pool_error_is_measured_from_the_start_of_a_slice_on(int start, int end, int sampled)
    {
        var miner = new TripletMiner(Blobs.Items, Hardest with { CandidatePool = 40, TripletsPerEpoch = 2000 });
        var error = miner.MineRange(new StepRange(start, end), Blobs.Embeddings).Statistics.PoolError!;
        Assert.Equal(sampled, error.Sampled);
    }

    [Fact]
    public void A_pool_of_all_items_costs_nothing()
    {
        var options = Hardest with { TripletsPerEpoch = 300 };
        var whole = new TripletMiner(Blobs.Items, options with { CandidatePool = 100_000 }).MineAll(Blobs.Embeddings);
        Assert.Equal(new TripletMiner(Blobs.Items, options).MineAll(Blobs.Embeddings), whole);
        Assert.Equivalent(new PoolError(300, 0, 0), whole.Statistics.PoolError, strict: true);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(15)]
    public void Statistics_do_not_depend_on_threads(int? pool)
    {
        var runs = new[] { 1, 2, 5 }.Select(threads =>
        {
            var options =
                Hardest with { MaxDegreeOfParallelism = threads, CandidatePool = pool, Selector = NegativeSelector.Rank };
            var mined = new TripletMiner(Blobs.Items, options).MineAll(Blobs.Embeddings);
            var (statistics, error) = (mined.Statistics, mined.Statistics.PoolError);
            return (mined.Count, statistics.Skipped.CountOf(WithoutCandidate), statistics.DistancesCompared,
                statistics.ReferenceDistances, error?.Sampled, error?.Mean, error?.Largest);
        }).ToList();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
        Assert.True(runs[0].ReferenceDistances > 0);
        Assert.Equal(pool is null, runs[0].Mean is null);
    }

    [Fact]
    public void Mining_ends_when_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var miner = new TripletMiner(Blobs.Items, Hardest);
        Assert.ThrowsAny<OperationCanceledException>(() => miner.Mine(Blobs.Embeddings, cancellationToken: cancelled.Token));
    }

    [Fact]
    public void A_sequence_has_the_targets_epochs_and_cycles_of_its_schedule()
    {
        var schedule = new HardnessSchedule { Curve = HardnessCurve.Exponential(2), Cycles = 3 };
        var options = Hardest with { Selector = NegativeSelector.Range, Schedule = schedule, Epochs = 2 };
        var triplets = new TripletMiner(Blobs.Items, options).MineAll(Blobs.Embeddings);
        Assert.Equal(
            Enumerable.Range(0, 120).Select(step => (double?)schedule.HardnessAt(step, 120)),
            triplets.Select(t => t.TargetHardness));
        Assert.Equal(Enumerable.Range(0, 120).Select(step => step / 60), triplets.Select(t => t.Epoch));
        Assert.Equal(Enumerable.Range(0, 120).Select(step => step / 40), triplets.Select(t => t.Cycle));
    }

    private static EmbeddingMatrix Matrix(float[] line) => EmbeddingMatrix.FromArray(line, 1);

    private static int[] Rows(Triplet t) => [t.Anchor, t.Positive, t.Negative];
}
