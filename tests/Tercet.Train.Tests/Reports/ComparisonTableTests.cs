using Tercet.Torch.Comparison;
using Tercet.Train.Reports;

namespace Tercet.Train.Tests.Reports;

public class ComparisonTableTests
{
    [Fact]
    public void Several_seeds_are_a_mean_with_its_standard_deviation()
    {
        var trials = new[] { Trial("hardest", 0, 0.5, 0.5), Trial("hardest", 1, 0.7, 0.7) };
        Assert.Equal(
            """
            | strategy | final loss | accuracy | Recall@1 | Recall@50 | mean pairwise distance | collapsed |
            | --- | ---: | ---: | ---: | ---: | ---: | ---: |
            | hardest | 0.031 ± 0.000 | 0.91 ± 0.00 | 0.60 ± 0.14 | 0.90 ± 0.00 | 1.03 ± 0.00 | 2 of 4 |

            """,
            new ComparisonTable(trials).ToMarkdown());
    }

    [Fact]
    public void Map_at_r_is_shown_where_it_differs_from_recall_and_nothing_without_validation()
    {
        Assert.Contains("| MAP@R |", new ComparisonTable([Trial("random", 0, 0.5, 0.4)]).ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(
            "| random | 0.031 | 0.91 | 1.03 | 1 of 2 |",
            new ComparisonTable([Trial("random", 0, 0.5, 0.4) with { Validation = null }]).ToMarkdown().Split('\n')[2]);
    }

    private static Trial Trial(string name, ulong seed, double recall, double map) => new(
        name, seed, [Epochs.Of(0, CollapseState.Collapsed), Epochs.Of(1, CollapseState.Healthy)],
        new RetrievalResult(10, 0, 10, new Dictionary<int, double> { [1] = recall, [5] = 0.8, [10] = 0.8, [50] = 0.9 }, map,
            map));
}
