using Tercet.Torch.Comparison;
using Tercet.Train.Reports;

namespace Tercet.Train.Tests.Reports;

public class ComparisonTableTests
{
    [Fact]
    public void Several_seeds_are_a_mean_with_its_standard_deviation_and_a_paired_difference()
    {
        Trial[] trials =
        [
            Baseline("untrained", 0, 0.3), Baseline("untrained", 1, 0.3),
            Trial("random", 0, 0.4, 0.4), Trial("random", 1, 0.5, 0.5),
            Trial("hardest", 0, 0.5, 0.5), Trial("hardest", 1, 0.7, 0.7),
        ];
        // The paired differences of hardest are 0.1 and 0.2: 0.15 ± 12.706 · 0.0707 / √2.
        Assert.Equal(
            """
            | strategy | images | steps | final loss | accuracy | Recall@1 | Recall@50 | difference | collapsed |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
            | untrained | – | – | – | – | 0.300 ± 0.000 | 0.900 ± 0.000 | -0.150 ± 0.635 n.s. | – |
            | random | 600 | 8 | 0.031 | 0.906 | 0.450 ± 0.071 | 0.900 ± 0.000 | – | 2 of 4 |
            | hardest | 600 | 8 | 0.031 | 0.906 | 0.600 ± 0.141 | 0.900 ± 0.000 | +0.150 ± 0.635 n.s. | 2 of 4 |

            """,
            new ComparisonTable(trials, "random").ToMarkdown());
    }

    [Fact]
    public void Map_at_r_is_shown_where_it_differs_from_recall_and_nothing_without_validation()
    {
        Assert.Contains(
            "| MAP@R |", new ComparisonTable([Trial("random", 0, 0.5, 0.4)], "random").ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(
            "| random | 600 | 8 | 0.031 | 0.906 | 1 of 2 |",
            new ComparisonTable([Trial("random", 0, 0.5, 0.4) with { Validations = [] }], "random").ToMarkdown().Split('\n')[2]);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.6, 0.7 }, new[] { 0.4, 0.5, 0.6 }, "+0.100 ± 0.000")]
    [InlineData(new[] { 0.50, 0.52, 0.54, 0.56, 0.58 }, new[] { 0.49, 0.50, 0.51, 0.52, 0.53 }, "+0.030 ± 0.020")] // t(4) = 2.776
    [InlineData(new[] { 0.4, 0.5, 0.6 }, new[] { 0.5, 0.5, 0.5 }, "0.000 ± 0.248 n.s.")] // t(2) = 4.303
    [InlineData(new[] { 0.4 }, new[] { 0.6 }, "-0.200")]
    public void Differences_are_paired_by_seed(double[] values, double[] reference, string expected) =>
        Assert.Equal(expected, PairedDifference.Of(values, reference).ToString());

    private static Trial Trial(string name, ulong seed, double recall, double map) => new(
        name, seed, [Epochs.Of(0, CollapseState.Collapsed), Epochs.Of(1, CollapseState.Healthy)],
        [Validation(recall, map), Validation(recall, map)]);

    private static Trial Baseline(string name, ulong seed, double recall) => new(name, seed, [], [Validation(recall, recall)]);

    private static RetrievalResult Validation(double recall, double map) => new(
        10, 0, 10, new Dictionary<int, double> { [1] = recall, [5] = 0.8, [10] = 0.8, [50] = 0.9 }, map, map);
}
