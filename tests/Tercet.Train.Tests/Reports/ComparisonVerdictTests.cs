using Tercet.Torch.Comparison;
using Tercet.Train.Reports;

namespace Tercet.Train.Tests.Reports;

public class ComparisonVerdictTests
{
    [Fact]
    public void Strategies_are_compared_by_the_intervals_of_paired_differences() => Assert.Equal(
        "Higher Recall@1 than random: far, near. Lower than random: low. Not significantly different from random: alike. "
        + "By the 95 % intervals of paired differences, without correction for their number.",
        Verdict(
            ("random", [0.40, 0.50, 0.60], true), ("near", [0.45, 0.55, 0.651], true), ("far", [0.60, 0.70, 0.801], true),
            ("low", [0.30, 0.40, 0.501], true), ("alike", [0.45, 0.45, 0.65], true), ("inputs", [0.1, 0.1, 0.1], false)));

    [Fact]
    public void A_baseline_that_no_strategy_exceeds_is_named() => Assert.StartsWith(
        "No strategy has a higher mean Recall@1 than the baseline hog (0.700). ",
        Verdict(("hog", [0.7, 0.7], false), ("random", [0.4, 0.5], true), ("hardest", [0.5, 0.6], true)), StringComparison.Ordinal);

    [Fact]
    public void One_seed_has_no_interval() => Assert.Equal(
        "With one seed, differences have no interval: they may be chance.", Verdict(("random", [0.4], true), ("hardest", [0.6], true)));

    [Fact]
    public void Without_a_test_split_nothing_is_compared() => Assert.Equal(
        ["Nothing is held out, so that strategies are not compared by what they learned."],
        ComparisonVerdict.Of([new Trial("random", 0, [Epochs.Of(0, CollapseState.Healthy)], [])], "random"));

    [Theory]
    [InlineData(0.5, 100, "50.0 % (40.4 to 59.6 %)")]
    [InlineData(0, 10, "0.0 % (0.0 to 27.8 %)")]
    [InlineData(1, 10, "100.0 % (72.2 to 100.0 %)")]
    public void The_interval_of_a_fraction_is_that_of_Wilson(double value, long trials, string expected) =>
        Assert.Equal(expected, Proportion.Of(value, trials).ToString());

    private static string Verdict(params (string Strategy, double[] Recalls, bool IsTrained)[] rows) => string.Join(
        ' ', ComparisonVerdict.Of(
        [
            .. rows.SelectMany(row => row.Recalls.Select((recall, seed) => new Trial(
                row.Strategy, (ulong)seed, row.IsTrained ? [Epochs.Of(0, CollapseState.Healthy)] : [],
                [new RetrievalResult(10, 0, 10, new Dictionary<int, double> { [1] = recall }, recall, recall)]))),
        ],
        "random"));
}
