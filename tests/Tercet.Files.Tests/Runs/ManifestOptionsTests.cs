namespace Tercet.Files.Tests.Runs;

public sealed class ManifestOptionsTests
{
    private static readonly DataSplit Split = DataSplit.ByItem(SmallRun.Items(), 0.25, 3);

    [Fact]
    public void Options_of_triplets_are_recorded_by_the_names_of_the_command_line()
    {
        var options = ManifestOptions.From(
            new TripletOptions
            {
                TripletsPerEpoch = 7,
                TestTriplets = 5,
                CandidatePool = 20,
                PositiveStrategy = PositiveStrategy.Farthest,
                Epochs = 2,
                Selector = NegativeSelector.SemiHard,
                Distance = Distance.SquaredEuclidean,
                MinDistance = 0.5,
                Seed = 8,
                Schedule = new HardnessSchedule { Curve = HardnessCurve.Tanh(4), Floor = 0.1, Cap = 0.7, Cycles = 6 },
            },
            Split, new StepRange(1, 9));
        Assert.Equal(
            new ManifestOptions
            {
                Mine = "triplets",
                Triplets = 7,
                TestTriplets = 5,
                CandidatePool = 20,
                PositiveStrategy = "farthest",
                Epochs = 2,
                Selector = "semi-hard",
                Distance = "squared-euclidean",
                MinDistance = 0.5,
                Seed = 8,
                Curve = "tanh growth=4",
                Floor = 0.1,
                Cap = 0.7,
                Cycles = 6,
                Steps = "1..9",
                Split = "by-item test-ratio=0.25 seed=3",
            },
            options);
    }

    [Fact]
    public void The_group_size_of_batches_is_recorded_where_it_is_the_default_too()
    {
        var options = ManifestOptions.From(new BatchOptions { ClassesPerBatch = 6 }, DataSplit.None(SmallRun.Items()));
        Assert.Equal(
            new ManifestOptions
            {
                Mine = "batches",
                ClassesPerBatch = 6,
                SamplesPerClass = 2,
                GroupSize = 6,
                LastBatch = "keep",
                Epochs = 1,
                Selector = "log-rank",
                Distance = "euclidean",
                MinDistance = 0,
                Seed = 0,
                Curve = "sigmoid growth=3",
                Floor = 0,
                Cap = 1,
                Cycles = 1,
                Split = "none",
            },
            options);
    }

    [Fact]
    public void A_selector_and_a_curve_of_ones_own_are_recorded_by_their_identities()
    {
        var options = ManifestOptions.From(
            new TripletOptions
            {
                Selector = NegativeSelector.Custom("third-nearest", (candidates, _) => candidates.AtRank(3)),
                Schedule = new HardnessSchedule { Curve = new Square() },
            },
            Split);
        Assert.Equal(("third-nearest", "square exponent=2"), (options.Selector, options.Curve));
        Assert.Null(options.ToSchedule());
    }

    [Theory]
    [InlineData("constant")]
    [InlineData("linear")]
    [InlineData("sine")]
    [InlineData("tanh growth=2.5")]
    [InlineData("logarithmic growth=0.1")]
    [InlineData("sigmoid growth=3")]
    [InlineData("exponential growth=100")]
    [InlineData("logistic b=4 m=0.3 c=1.2 q=0.8 nu=2")]
    public void The_schedule_of_every_usual_curve_is_rebuilt(string curve)
    {
        var schedule = new HardnessSchedule { Curve = HardnessCurve.Parse(curve)!, Floor = 0.1, Cap = 0.9, Cycles = 4 };
        var options = ManifestOptions.From(new TripletOptions { Schedule = schedule }, Split);
        Assert.Equal(curve, options.Curve);
        Assert.Equal(schedule, options.ToSchedule());
    }

    [Fact]
    public void A_schedule_out_of_bounds_is_refused()
    {
        var options = Manifests.Example.Options;
        Assert.Equal(Manifests.Schedule, options.ToSchedule());
        string FaultOf(ManifestOptions damaged) => Assert.Throws<InvalidInputException>(() => _ = damaged.ToSchedule()).Message;
        Assert.Equal("manifest: `Cycles` is 0; expected 1 or more.", FaultOf(options with { Cycles = 0 }));
        Assert.Equal(
            "manifest: `Growth` is 0; expected a number in (0, 100].", FaultOf(options with { Curve = "tanh growth=0" }));
    }

    private sealed class Square : IHardnessCurve
    {
        public string Identity => "square exponent=2";

        public double At(double u) => u * u;
    }
}
