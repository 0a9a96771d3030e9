namespace Tercet.Tests.Triplets;

public sealed class TripletOptionsTests
{
    // Ten items of each of ten classes.
    private static readonly LabeledItems Items = new([.. Enumerable.Range(0, 100).Select(i => i % 10)]);

    [Fact]
    public void The_defaults_are_valid() => new TripletOptions().Validate();

    [Fact]
    public void Every_fault_is_reported_at_once() =>
        Assert.Equal(
            """
            `TripletsPerEpoch` is 0; expected 1 or more.
            `TestTriplets` is -2; expected 0 or more.
            `CandidatePool` is 1; expected 2 or more.
            `PositiveStrategy` is unknown: 99; expected one of random, nearest, farthest.
            `Epochs` is -1; expected 1 or more.
            `MinDistance` is NaN; expected a finite number, 0 or more.
            `MaxDegreeOfParallelism` is 0; expected 1 or more.
            `Curve` has no identity; expected one that names the curve and its parameters.
            `Cap` is 1.5; expected a hardness in [0, 1].
            `Floor` is 2; expected a hardness in [0, `Cap`], and `Cap` is 1.5.
            `Cycles` is 0; expected 1 or more.
            `Selector` has no identity; expected one that names the selector and its parameters.
            `Distance` is unknown: 99; expected one of euclidean, squared-euclidean, cosine.
            """,
            MessageOf(() => new TripletOptions
            {
                TripletsPerEpoch = 0,
                Epochs = -1,
                TestTriplets = -2,
                MinDistance = double.NaN,
                CandidatePool = 1,
                MaxDegreeOfParallelism = 0,
                Selector = new Nameless(),
                PositiveStrategy = (PositiveStrategy)99,
                Distance = (Distance)99,
                Schedule = new HardnessSchedule { Curve = new Nameless(), Cap = 1.5, Floor = 2, Cycles = 0 },
            }.Validate()));

    [Fact]
    public void Faults_name_their_properties()
    {
        var faults = Assert.Throws<InvalidOptionsException>(
            () => new TripletMiner(Items, new TripletOptions { Epochs = 0, CandidatePool = 0 })).Faults;
        Assert.Equal(["CandidatePool", "Epochs"], faults.Select(fault => fault.Property));
    }

    [Fact]
    public void Test_triplets_without_a_test_split_are_refused()
    {
        Assert.Equal(
            "`TestTriplets` is 5, but no item is held out to mine them from; see `TestRatio`.",
            MessageOf(() => _ = new TripletMiner(Items, new TripletOptions { TestTriplets = 5 })));
        Assert.Null(new TripletMiner(Items, new TripletOptions { TestTriplets = 0 }).TestPlan);
    }

    [Fact]
    public void More_cycles_than_steps_are_refused_where_the_selector_follows_the_schedule()
    {
        var options = new TripletOptions { TripletsPerEpoch = 9, Schedule = new() };
        Assert.Equal(
            "`Cycles` is 10; expected at most the number of steps, 9.", MessageOf(() => _ = new TripletMiner(Items, options)));
        Assert.Equal(9, new TripletMiner(Items, options with { Selector = NegativeSelector.Random }).Plan.TotalSteps);
        Assert.Equal(18, new TripletMiner(Items, options with { Epochs = 2 }).Plan.TotalSteps);
    }

    [Theory]
    [InlineData(10_000, 0.2, null, 2000)]
    [InlineData(10_000, 0.0, null, 0)]
    [InlineData(3, 0.5, null, 2)]
    [InlineData(10, 0.2, 7, 7)]
    [InlineData(10, 0.2, 0, 0)]
    public void Test_steps_are_those_requested_or_the_triplets_per_epoch_times_the_fraction_held_out(
        int triplets, double ratio, int? requested, int steps)
    {
        var options = new TripletOptions
        {
            TripletsPerEpoch = triplets,
            Epochs = 2,
            TestTriplets = requested,
            Selector = NegativeSelector.Hardest,
        };
        var miner = new TripletMiner(Items, options, DataSplit.ByItem(Items, ratio));
        Assert.Equal(steps, miner.TestPlan?.TotalSteps ?? 0);
        Assert.Equal(2 * triplets, miner.Plan.TotalSteps);
    }

    private static string MessageOf(Action action) => Assert.Throws<InvalidOptionsException>(action).Message;

    private sealed class Nameless : INegativeSelector, IHardnessCurve
    {
        public string Identity => " ";

        public Candidate Select(ICandidates candidates, in SelectionStep step) => candidates.Nearest;

        public double At(double u) => u;
    }
}
