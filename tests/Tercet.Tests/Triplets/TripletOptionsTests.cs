namespace Tercet.Tests.Triplets;

public sealed class TripletOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => new TripletOptions().Validate();

    [Fact]
    public void Every_fault_is_reported_at_once() =>
        Assert.Equal(
            """
            triplets is 0; expected 1 or more.
            test triplets is -2; expected 0 or more.
            pool is 1; expected 2 or more.
            positive is none of its enumeration.
            epochs is -1; expected 1 or more.
            test ratio is 1; expected 0 (no test split) to below 1.
            min distance is NaN; expected a finite number, 0 or more.
            threads is 0; expected 1 or more.
            curve is 99; expected one of constant, linear, sine, tanh, logarithmic, sigmoid, exponential.
            cap is 1.5; expected 0 to 1.
            floor is 2; expected 0 to the cap, 1.5.
            growth is Infinity; expected a number over 0, at most 100.
            cycles is 0; expected 1 or more.
            logistic B is 0; expected a finite number over 0.
            logistic C is -1; expected a finite number over 0.
            logistic Q is Infinity; expected a finite number over 0.
            logistic nu is NaN; expected a finite number over 0.
            logistic M is NaN; expected a finite number.
            strategy is none of its enumeration.
            scale is none of its enumeration.
            distance is none of its enumeration.
            split is none of its enumeration.
            steps is 5..5; expected start..end with 0 ≤ start < end ≤ 0 (epochs × triplets); the end is not part of the slice.
            """,
            MessageOf(new TripletOptions
            {
                Triplets = 0,
                Epochs = -1,
                TestRatio = 1,
                TestTriplets = -2,
                Steps = new StepRange(5, 5),
                MinDistance = double.NaN,
                Pool = 1,
                MaxDegreeOfParallelism = 0,
                Strategy = (Strategy)99,
                Scale = (Scale)99,
                Positive = (PositiveStrategy)99,
                Distance = (Distance)99,
                SplitBy = (SplitBy)99,
                Schedule = new HardnessSchedule
                {
                    Curve = (Curve)99,
                    Cap = 1.5,
                    Floor = 2,
                    Growth = double.PositiveInfinity,
                    Cycles = 0,
                    Logistic = new LogisticShape { B = 0, M = double.NaN, C = -1, Q = double.PositiveInfinity, Nu = double.NaN },
                },
            }));

    [Fact]
    public void A_slice_beyond_the_sequence_is_refused()
    {
        const string Rule = "expected start..end with 0 ≤ start < end ≤ 40 (epochs × triplets); the end is not part of the slice.";
        foreach (var (start, end) in new[] { (0L, 41L), (-1, 5), (40, 41), (7, 7), (8, 7) })
        {
            Assert.Equal(
                $"steps is {start}..{end}; {Rule}",
                MessageOf(new TripletOptions { Triplets = 20, Epochs = 2, Steps = new StepRange(start, end) }));
        }
        (new TripletOptions { Triplets = 20, Epochs = 2, Steps = new StepRange(39, 40) }).Validate();
    }

    [Fact]
    public void Test_triplets_without_a_test_split_are_refused() =>
        Assert.Equal(
            "test triplets is 5, but a test ratio of 0 leaves no test split to mine them from.",
            MessageOf(new TripletOptions { TestRatio = 0, TestTriplets = 5 }));

    [Fact]
    public void More_cycles_than_steps_are_refused_where_the_schedule_counts()
    {
        var options = new TripletOptions { Triplets = 9 };
        Assert.Equal("cycles is 10; expected at most the number of steps, 9.", MessageOf(options));
        (options with { Strategy = Strategy.Random }).Validate();
    }

    [Fact]
    public void A_logistic_that_rises_over_one_is_refused() =>
        Assert.Equal(
            "with these logistic parameters the curve reaches 1.819; expected at most 1: raise C, Q or M.",
            MessageOf(new TripletOptions { Schedule = new HardnessSchedule { Logistic = new LogisticShape { C = 0.5 } } }));

    [Theory]
    [InlineData(1e308, 1e308, 1, 1e-308, 1e-308)]
    [InlineData(null, -1e308, 1, 1, 1)]
    [InlineData(null, 1e308, 1, 1, 1)]
    [InlineData(null, 1e6, 1, 1e300, 1e300)]
    [InlineData(1e-308, 0.5, 1e300, 1e300, 1e-300)]
    [InlineData(1e308, 0.5, 1, 1, 1e-308)]
    [InlineData(5e-324, 0.5, 1, 5e-324, 5e-324)]
    public void Hardness_is_a_number_from_zero_to_one_for_every_logistic_that_passes(
        double? b, double m, double c, double q, double nu)
    {
        var options = new TripletOptions { Triplets = 101, Schedule = new HardnessSchedule { Logistic = new LogisticShape { B = b, M = m, C = c, Q = q, Nu = nu } } };
        try
        {
            options.Validate();
        }
        catch (InvalidOptionsException)
        {
            return;
        }
        for (var step = 0; step < 101; step++)
            Assert.InRange(options.Schedule.HardnessAt(step, 101), 0, 1);
    }

    [Theory]
    [InlineData(10_000, 0.2, null, 2000)]
    [InlineData(10_000, 0.0, null, 0)]
    [InlineData(3, 0.5, null, 2)]
    [InlineData(10, 0.2, 7, 7)]
    [InlineData(10, 0.2, 0, 0)]
    public void Test_steps_are_those_requested_or_the_triplets_times_the_ratio(int triplets, double ratio, int? asked, int steps) =>
        Assert.Equal(steps, new TripletOptions { Triplets = triplets, TestRatio = ratio, TestTriplets = asked }.TestSteps);

    private static string MessageOf(TripletOptions options) => Assert.Throws<InvalidOptionsException>(options.Validate).Message;
}
