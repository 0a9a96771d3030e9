using System.Collections.Concurrent;

namespace Tercet.Tests.Sequences;

public sealed class SequenceMinerTests
{
    private static readonly TripletOptions Triplets = new()
    {
        TripletsPerEpoch = 50,
        Epochs = 3,
        Schedule = new() { Cycles = 2 },
        MaxDegreeOfParallelism = 2,
    };

    private static readonly BatchOptions Batches = new()
    {
        ClassesPerBatch = 5,
        LastBatch = LastBatchHandling.Fill,
        BatchesPerEpoch = 4,
        Epochs = 3,
        MaxDegreeOfParallelism = 2,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_epoch_is_its_slice_of_the_whole_however_often_it_is_mined()
    {
        RequireSlices(new TripletMiner(Blobs.Items, Triplets), Blobs.Embeddings, triplet => triplet);
        RequireSlices(new BatchMiner(Blobs.Items, Batches), Blobs.Embeddings, Describe);
    }

    [Fact]
    public void There_are_no_epochs_beyond_the_sequence()
    {
        var miner = new TripletMiner(Blobs.Items, Triplets);
        Assert.Throws<ArgumentOutOfRangeException>(() => miner.Mine(Blobs.Embeddings, 3, cancellationToken: Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>(() => miner.Mine(Blobs.Embeddings, -1, cancellationToken: Cancellation));
    }

    [Fact]
    public void Each_epoch_is_mined_on_the_embeddings_that_it_is_given()
    {
        var turned = EmbeddingMatrix.FromArray([.. Blobs.Values.Select(x => x * x)], Blobs.Dimensions);
        var miner = new TripletMiner(Blobs.Items, Triplets);
        var (before, after) = (
            miner.Mine(Blobs.Embeddings, 1, cancellationToken: Cancellation),
            miner.Mine(turned, 1, cancellationToken: Cancellation));
        Assert.Equal(before.Select(t => (t.Step, t.Anchor, t.Positive)), after.Select(t => (t.Step, t.Anchor, t.Positive)));
        Assert.NotEqual(before.Select(t => t.Negative), after.Select(t => t.Negative));
        Assert.Equal(before, miner.Mine(Blobs.Embeddings, 1, cancellationToken: Cancellation));
    }

    [Fact]
    public void Block_by_block_the_triplets_are_those_of_the_whole()
    {
        var miner = new TripletMiner(Blobs.Items, Triplets with { TripletsPerEpoch = 1 << 20 });
        RequireBlocks(miner, new StepRange((1 << 20) - 40, (1 << 20) + 40), 2, triplet => triplet);
        var pooled = new TripletMiner(Blobs.Items, miner.Options with { CandidatePool = 30 });
        RequireBlocks(pooled, new StepRange((2 << 20) - 1, (2 << 20) + 40), 2, triplet => triplet);
    }

    [Fact]
    public void Block_by_block_the_batches_are_those_of_the_whole()
    {
        // Three batches per pass over twelve classes, so that blocks are of 4098 batches.
        var miner = new BatchMiner(Blobs.Items, Batches with { BatchesPerEpoch = 3001 });
        RequireBlocks(miner, new StepRange(4090, 4105), 2, Describe);
        RequireBlocks(miner, new StepRange(4097, 8200), 3, Describe);
    }

    [Fact]
    public void Every_kind_of_array_gives_the_same_triplets()
    {
        var miner = new TripletMiner(Blobs.Items, Triplets);
        float[][] jagged = [.. Enumerable.Range(0, Blobs.Count).Select(Blobs.Row)];
        var rectangular = new float[Blobs.Count, Blobs.Dimensions];
        Buffer.BlockCopy(Blobs.Values, 0, rectangular, 0, Buffer.ByteLength(Blobs.Values));
        float[] padded = [float.NaN, .. Blobs.Values, float.NaN];
        var expected = miner.Mine(Blobs.Embeddings, 1, cancellationToken: Cancellation);
        Assert.Equal(expected, miner.Mine(rectangular, 1, cancellationToken: Cancellation));
        Assert.Equal(expected, miner.Mine(jagged, 1, cancellationToken: Cancellation));
        Assert.Equal(
            expected,
            miner.Mine(
                EmbeddingMatrix.FromMemory(padded.AsMemory(1, Blobs.Values.Length), Blobs.Dimensions), 1,
                cancellationToken: Cancellation));
    }

    [Fact]
    public void Labels_that_are_numbers_give_the_triplets_of_their_texts()
    {
        var texts = new LabeledItems([.. Enumerable.Range(0, Blobs.Count).Select(row => $"{Blobs.ClassOf(row)}")]);
        Assert.Equal(
            new TripletMiner(Blobs.Items, Triplets).MineAll(Blobs.Embeddings),
            new TripletMiner(texts, Triplets).MineAll(Blobs.Embeddings));
    }

    [Fact]
    public void Without_options_and_split_the_defaults_are_mined()
    {
        var miner = new TripletMiner(Blobs.Items);
        Assert.Equal((new TripletOptions(), "none", null), (miner.Options, miner.Split.Identity, miner.TestPlan));
        Assert.Equal(
            (new BatchOptions(), "none"), (new BatchMiner(Blobs.Items).Options, new BatchMiner(Blobs.Items).Split.Identity));
    }

    [Fact]
    public void A_slice_of_the_test_sequence_is_part_of_it()
    {
        var split = DataSplit.ByClass(Blobs.Items, 0.25);
        var triplets = new TripletMiner(Blobs.Items, Triplets with { TestTriplets = 40 }, split);
        Assert.Equal(
            triplets.MineHeldOut(Blobs.Embeddings).Skip(7).Take(5),
            triplets.MineTest(Blobs.Embeddings, new StepRange(7, 12), cancellationToken: Cancellation));
        var batches = new BatchMiner(Blobs.Items, Batches with { ClassesPerBatch = 2, TestBatches = 9 }, split);
        Assert.Equal(
            batches.MineHeldOut(Blobs.Embeddings).Skip(4).Take(3).Select(Describe),
            batches.MineTest(Blobs.Embeddings, new StepRange(4, 7), cancellationToken: Cancellation).Select(Describe));
    }

    [Fact]
    public void A_test_sequence_without_held_out_rows_is_refused()
    {
        var message = Assert.Throws<InvalidOperationException>(
            () => new TripletMiner(Blobs.Items).MineTest(Blobs.Embeddings, cancellationToken: Cancellation)).Message;
        Assert.Equal(
            "no rows are held out, so there is no test sequence. Make the miner with a split, such as "
            + "DataSplit.ByClass(items, testRatio: 0.2); without one, TestPlan is null.",
            message);
        Assert.Throws<InvalidOperationException>(
            () => new BatchMiner(Blobs.Items).MineTest(Blobs.Embeddings, cancellationToken: Cancellation));
        var none = new TripletMiner(Blobs.Items, Triplets with { TestTriplets = 0 }, DataSplit.ByClass(Blobs.Items, 0.25));
        Assert.Empty(none.MineHeldOut(Blobs.Embeddings));
        Assert.Throws<InvalidOptionsException>(
            () => none.MineTest(Blobs.Embeddings, new StepRange(0, 1), cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public void Progress_reaches_the_number_of_triplets_and_never_exceeds_it(int? pool) =>
        RequireProgress(
            new TripletMiner(Blobs.Items, Triplets with { CandidatePool = pool }), new StepRange(10, 50), "mining triplets");

    [Fact]
    public void Progress_reaches_the_number_of_batches_and_never_exceeds_it() =>
        RequireProgress(new BatchMiner(Blobs.Items, Batches), new StepRange(2, 9), "forming batches");

    private static void RequireProgress<TStep>(SequenceMiner<TStep> miner, StepRange steps, string stage)
    {
        for (var call = 0; call < 2; call++)
        {
            var reports = new ConcurrentBag<WorkProgress>();
            Assert.Equal(
                steps.Length, miner.MineSteps(Blobs.Embeddings, steps, null, new Report(reports.Add), Cancellation).Count);
            Assert.All(reports, report => Assert.Equal((stage, steps.Length), (report.Stage, report.Total)));
            Assert.All(reports, report => Assert.InRange(report.Done, 1, report.Total));
            Assert.Equal(steps.Length, reports.Max(report => report.Done));
        }
    }

    private static void RequireSlices<TStep>(SequenceMiner<TStep> miner, EmbeddingMatrix embeddings, Func<TStep, object> describe)
    {
        var whole = miner.MineAll(embeddings);
        Assert.Equal(miner.Plan.TotalSteps, whole.Count);
        foreach (var epoch in new[] { 0, 1, 2, 1, 0 })
        {
            var steps = miner.Plan.StepsOf(epoch);
            Assert.Equal(
                whole.Skip((int)steps.Start).Take((int)steps.Length).Select(describe),
                miner.Mine(embeddings, epoch, cancellationToken: Cancellation).Select(describe));
        }
    }

    private static void RequireBlocks<TStep>(SequenceMiner<TStep> miner, StepRange steps, int count, Func<TStep, object> describe)
    {
        var blocks = miner.Plan.Blocks(steps).ToList();
        Assert.Equal(count, blocks.Count);
        var (whole, parts) = (
            miner.MineRange(steps, Blobs.Embeddings), blocks.ConvertAll(block => miner.MineRange(block, Blobs.Embeddings)));
        Assert.Equal(whole.Select(describe), parts.SelectMany(part => part).Select(describe));
        var sum = MiningStatistics.Sum(parts.Select(part => part.Statistics));
        Assert.Equivalent(whole.Statistics.Skipped, sum.Skipped, strict: true);
    }

    private static object Describe(Batch batch) =>
        (batch.Step, batch.Epoch, batch.Cycle, batch.Pass, batch.TargetHardness, string.Join(", ", batch.Items));
}
