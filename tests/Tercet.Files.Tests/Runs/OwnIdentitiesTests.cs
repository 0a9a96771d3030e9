namespace Tercet.Files.Tests.Runs;

/// <summary>What a run's manifest says of a curve and a selector of one's own.</summary>
public sealed class OwnIdentitiesTests
{
    [Fact]
    public void The_manifest_names_a_curve_and_a_selector_of_ones_own()
    {
        var items = new LabeledItems(["a", "a", "b", "b"]);
        var options = new TripletOptions
        {
            Selector = NegativeSelector.Custom(
                "third-nearest", (candidates, _) => candidates.AtRank(Math.Min(3, candidates.Count))),
            Schedule = new() { Curve = HardnessCurve.Custom("power exponent=2", u => u * u) },
        };
        var recorded = ManifestOptions.From(options, DataSplit.None(items));
        Assert.Equal(("third-nearest", "power exponent=2"), (recorded.Selector, recorded.Curve));
        Assert.Null(recorded.ToSchedule());
        var usual = ManifestOptions.From(
            options with { Schedule = new() { Curve = HardnessCurve.Tanh(4) } }, DataSplit.None(items));
        Assert.Equal(HardnessCurve.Tanh(4), usual.ToSchedule()!.Curve);
    }
}
