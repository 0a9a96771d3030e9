namespace Tercet.Tests.Batches;

public sealed class BatchOptionsTests
{
    [Fact]
    public void The_defaults_are_those_documented()
    {
        var options = new BatchOptions();
        options.Validate();
        Assert.Equal(
            (32, 2, null, LastBatchHandling.Keep),
            (options.ClassesPerBatch, options.SamplesPerClass, options.GroupSize, options.LastBatch));
        Assert.Equal(NegativeSelector.LogRank, options.Selector);
        Assert.Equal(new HardnessSchedule { Curve = HardnessCurve.Sigmoid(3), Floor = 0, Cap = 1, Cycles = 1 }, options.Schedule);
    }

    [Fact]
    public void Every_fault_is_reported_at_once() =>
        Assert.Equal(
            """
            `ClassesPerBatch` is 1; expected 2 or more.
            `SamplesPerClass` is 1; expected 2 or more, an anchor and a positive.
            `GroupSize` is 3; expected 2 to `ClassesPerBatch`, 1.
            `BatchesPerEpoch` is 0; expected 1 or more.
            `TestBatches` is -1; expected 0 or more.
            `LastBatch` is unknown: 99; expected one of keep, drop, fill.
            `Epochs` is 0; expected 1 or more.
            `MinDistance` is -1; expected a finite number, 0 or more.
            `MaxDegreeOfParallelism` is -2; expected 1 or more.
            `Cap` is 1.5; expected a hardness in [0, 1].
            `Floor` is -1; expected a hardness in [0, `Cap`], and `Cap` is 1.5.
            `Cycles` is -3; expected 1 or more.
            `Distance` is unknown: 99; expected one of euclidean, squared-euclidean, cosine.
            """,
            MessageOf(new BatchOptions
            {
                ClassesPerBatch = 1,
                SamplesPerClass = 1,
                GroupSize = 3,
                LastBatch = (LastBatchHandling)99,
                BatchesPerEpoch = 0,
                TestBatches = -1,
                Epochs = 0,
                MinDistance = -1,
                MaxDegreeOfParallelism = -2,
                Distance = (Distance)99,
                Schedule = new HardnessSchedule { Cap = 1.5, Floor = -1, Cycles = -3 },
            }));

    [Theory]
    [InlineData("semi-hard")]
    [InlineData("distance-weighted")]
    public void Selectors_of_single_negatives_are_refused(string selector) =>
        Assert.Equal(
            $"`Selector` is {selector}, which selects single negatives; "
            + "expected range, rank, log-rank, relative, easiest, hardest or random for batches.",
            MessageOf(new BatchOptions { Selector = NegativeSelector.All.Single(s => s.Identity == selector) }));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(-2)]
    public void A_group_of_one_or_of_more_than_the_batch_is_refused(int group)
    {
        Assert.Equal(
            $"`GroupSize` is {group}; expected 2 to `ClassesPerBatch`, 5.",
            MessageOf(new BatchOptions { ClassesPerBatch = 5, GroupSize = group }));
        new BatchOptions { ClassesPerBatch = 5, GroupSize = 5 }.Validate();
    }

    [Fact]
    public void Test_batches_without_a_test_split_are_refused()
    {
        var items = new LabeledItems(["a", "a", "b", "b"]);
        Assert.Equal(
            "`TestBatches` is 5, but no item is held out to form them from; see `TestRatio`.",
            Assert.Throws<InvalidOptionsException>(() => new BatchMiner(items, new BatchOptions { TestBatches = 5 })).Message);
        Assert.Null(new BatchMiner(items, new BatchOptions { TestBatches = 0 }).TestPlan);
    }

    private static string MessageOf(BatchOptions options) => Assert.Throws<InvalidOptionsException>(options.Validate).Message;
}
