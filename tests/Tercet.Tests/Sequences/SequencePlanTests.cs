using CsCheck;

namespace Tercet.Tests.Sequences;

public sealed class SequencePlanTests
{
    /// <summary>Steps that are mined together: triplets.</summary>
    private const long TripletBlock = 1 << 20;

    [Fact]
    public void Epochs_follow_each_other_and_make_up_the_sequence()
    {
        var plan = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 20, Epochs = 3 }).Plan;
        Assert.Equal([new(0, 20), new(20, 40), new(40, 60)], Enumerable.Range(0, 3).Select(plan.StepsOf));
        Assert.Equal((20, 3, 60), (plan.StepsPerEpoch, plan.Epochs, plan.TotalSteps));
        Assert.Equal(
            Enumerable.Range(0, 60).Select(step => step / 20), Enumerable.Range(0, 60).Select(step => plan.EpochOf(step)));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.StepsOf(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => plan.StepsOf(-1));
    }

    [Fact]
    public void Epochs_of_a_sequence_longer_than_an_int_counts_are_cut_right()
    {
        var plan = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 2_000_000_000, Epochs = 3, Schedule = new() }).Plan;
        Assert.Equal(new StepRange(4_000_000_000, 6_000_000_000), plan.StepsOf(2));
        Assert.Equal((2, 9), (plan.EpochOf(5_999_999_999), plan.CycleOf(5_999_999_999)));
    }

    [Fact]
    public void A_test_sequence_is_a_single_epoch()
    {
        var split = DataSplit.ByClass(Blobs.Items, 0.25);
        var plan = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 100, Epochs = 4 }, split).TestPlan!;
        Assert.Equal((25, 1, 25), (plan.StepsPerEpoch, plan.Epochs, plan.TotalSteps));
        Assert.Equal((split.TestRows.Count, 3, 3), (plan.Items, plan.Classes, plan.AnchorClasses));
    }

    [Fact]
    public void Targets_are_the_selectors_of_the_schedules()
    {
        var schedule = new HardnessSchedule { Curve = HardnessCurve.Linear, Cap = 0.9, Cycles = 1 };
        var options = new TripletOptions { TripletsPerEpoch = 10, Schedule = schedule };
        IEnumerable<double?> TargetsOf(INegativeSelector selector)
        {
            var plan = new TripletMiner(Blobs.Items, options with { Selector = selector }).Plan;
            return Enumerable.Range(0, 10).Select(step => plan.TargetHardnessAt(step));
        }

        Assert.Equal(
            Enumerable.Range(0, 10).Select(step => (double?)Math.Round(step / 10.0, 7)), TargetsOf(NegativeSelector.Rank));
        Assert.All(TargetsOf(NegativeSelector.Hardest), target => Assert.Equal(1, target));
        Assert.All(TargetsOf(NegativeSelector.SemiHard), target => Assert.Null(target));
    }

    /// <summary>Blocks end at multiples of one length, wherever the range starts, so that slices share their blocks.</summary>
    [Fact]
    public void Blocks_make_up_their_range() =>
        Gen.Select(Gen.Long[0, 4 * TripletBlock], Gen.Long[1, 3 * TripletBlock]).Sample((start, length) =>
        {
            var plan = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 8 << 20 }).Plan;
            var range = new StepRange(start, start + length);
            RequireWhole(range, [.. plan.Blocks(range)], TripletBlock);
        }, iter: 100, threads: 1);

    [Fact]
    public void Blocks_of_batches_are_whole_passes() =>
        Gen.Select(Gen.Int[2, 40], Gen.Long[0, 20_000], Gen.Long[1, 20_000]).Sample((classes, start, length) =>
        {
            var options = new BatchOptions { ClassesPerBatch = 2, BatchesPerEpoch = 50_000 };
            var plan = new BatchMiner(new LabeledItems([.. Enumerable.Range(0, classes)]), options).Plan;
            var range = new StepRange(start, start + length);
            var blocks = plan.Blocks(range).ToList();
            var perPass = (classes + 1) / 2;
            RequireWhole(range, blocks, (4096 / perPass + 1) * perPass);
        }, iter: 300, threads: 1);

    [Theory]
    [InlineData(0, 41)]
    [InlineData(-1, 5)]
    [InlineData(40, 41)]
    [InlineData(7, 7)]
    [InlineData(8, 7)]
    public void A_slice_that_is_not_of_the_sequence_is_refused(long start, long end)
    {
        var miner = new TripletMiner(Blobs.Items, new TripletOptions { TripletsPerEpoch = 20, Epochs = 2 });
        var message =
            $"`Steps` is {start}..{end}; expected start..end with 0 ≤ start < end ≤ 40; the end is exclusive.";
        Assert.Equal(
            message, Assert.Throws<InvalidOptionsException>(() => miner.Plan.RequireSteps(new StepRange(start, end))).Message);
        Assert.Equal(
            message,
            Assert.Throws<InvalidOptionsException>(() => miner.MineRange(new StepRange(start, end), Blobs.Embeddings)).Message);
        Assert.Single(miner.MineRange(new StepRange(39, 40), Blobs.Embeddings));
    }

    private static void RequireWhole(StepRange range, List<StepRange> blocks, long blockSteps)
    {
        Assert.Equal((range.Start, range.End), (blocks[0].Start, blocks[^1].End));
        for (var i = 1; i < blocks.Count; i++)
        {
            Assert.Equal(blocks[i - 1].End, blocks[i].Start);
            Assert.Equal(0, blocks[i].Start % blockSteps);
        }
        Assert.All(blocks, block => Assert.InRange(block.Length, 1, blockSteps));
    }
}
