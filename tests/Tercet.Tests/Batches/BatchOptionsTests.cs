namespace Tercet.Tests.Batches;

public sealed class BatchOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        var options = new BatchOptions();
        options.Validate();
        Assert.Equal((32, 2, null, LastBatchHandling.Keep, Scale.LogRank, 1.0, 1), (options.ClassesPerBatch, options.SamplesPerClass, options.Group, options.Last, options.Scale, options.Schedule.Cap, options.Schedule.Cycles));
    }

    [Fact]
    public void Every_fault_is_reported_at_once() =>
        Assert.Equal(
            """
            classes per batch is 1; expected 2 or more.
            samples per class is 1; expected 2 or more, an anchor and a positive.
            group is 3; expected 2 to the classes per batch, 1.
            batches is 0; expected 1 or more.
            test batches is -1; expected 0 or more.
            last is none of its enumeration.
            epochs is 0; expected 1 or more.
            test ratio is NaN; expected 0 (no test split) to below 1.
            min distance is -1; expected a finite number, 0 or more.
            threads is -2; expected 1 or more.
            curve is 99; expected one of constant, linear, sine, tanh, logarithmic, sigmoid, exponential.
            cap is 1.5; expected 0 to 1.
            floor is -1; expected 0 to the cap, 1.5.
            growth is 0; expected a number over 0, at most 100.
            cycles is -3; expected 1 or more.
            logistic nu is 0; expected a finite number over 0.
            strategy is none of its enumeration.
            scale is none of its enumeration.
            distance is none of its enumeration.
            split is none of its enumeration.
            """,
            MessageOf(new BatchOptions
            {
                ClassesPerBatch = 1,
                SamplesPerClass = 1,
                Group = 3,
                Last = (LastBatchHandling)99,
                Batches = 0,
                TestBatches = -1,
                Epochs = 0,
                TestRatio = double.NaN,
                MinDistance = -1,
                MaxDegreeOfParallelism = -2,
                Strategy = (Strategy)99,
                Scale = (Scale)99,
                Distance = (Distance)99,
                SplitBy = (SplitBy)99,
                Schedule = new HardnessSchedule { Curve = (Curve)99, Cap = 1.5, Floor = -1, Growth = 0, Cycles = -3, Logistic = new LogisticShape { Nu = 0 } },
            }));

    [Theory]
    [InlineData(Strategy.SemiHard, "semi-hard")]
    [InlineData(Strategy.DistanceWeighted, "distance-weighted")]
    public void Strategies_that_choose_single_negatives_are_refused(Strategy strategy, string name) =>
        Assert.Equal(
            $"strategy is {name}, which chooses single negatives; expected sequence, easiest, hardest or random for batches.",
            MessageOf(new BatchOptions { Strategy = strategy }));

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(-2)]
    public void A_group_of_one_or_of_more_than_the_batch_is_refused(int group)
    {
        Assert.Equal(
            $"group is {group}; expected 2 to the classes per batch, 5.",
            MessageOf(new BatchOptions { ClassesPerBatch = 5, Group = group }));
        new BatchOptions { ClassesPerBatch = 5, Group = 5 }.Validate();
    }

    [Fact]
    public void Test_batches_without_a_test_split_are_refused()
    {
        Assert.Equal(
            "test batches is 5, but a test ratio of 0 leaves no test split to form them from.",
            MessageOf(new BatchOptions { TestRatio = 0, TestBatches = 5 }));
        new BatchOptions { TestRatio = 0, TestBatches = 0 }.Validate();
    }

    private static string MessageOf(BatchOptions options) => Assert.Throws<InvalidOptionsException>(options.Validate).Message;
}
