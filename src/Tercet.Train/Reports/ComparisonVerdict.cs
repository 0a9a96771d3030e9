using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>What came of a comparison, in a sentence or two that claim no more than the intervals do.</summary>
internal static class ComparisonVerdict
{
    /// <summary>The sentences.</summary>
    /// <param name="trials">The training runs and baselines.</param>
    /// <param name="reference">What the strategies are compared with.</param>
    public static IEnumerable<string> Of(IReadOnlyList<Trial> trials, string reference)
    {
        if (trials[0].Validation is null)
        {
            yield return "Nothing is held out, so that strategies are not compared by what they learned.";
            yield break;
        }
        var trained = trials.Where(trial => trial.Last is not null).Select(trial => trial.Strategy).ToHashSet();
        if (Baseline(trials) is { } baseline)
            yield return baseline;
        var rows = StrategyDifferences.Of(trials, reference).Where(row => trained.Contains(row.Strategy)).ToList();
        if (rows.Count == 0)
            yield break;
        if (rows.TrueForAll(row => row.Difference.HalfWidth is null))
        {
            yield return "With one seed, differences have no interval: they may be chance.";
            yield break;
        }
        var clear = rows.Where(row => !row.Difference.IsWithinNoise).ToLookup(row => row.Difference.Mean > 0);
        string Names(IEnumerable<(string Strategy, PairedDifference Difference)> some) =>
            string.Join(", ", some.OrderByDescending(row => Math.Abs(row.Difference.Mean)).Select(row => row.Strategy));
        if (clear[true].Any())
            yield return $"Higher Recall@1 than {reference}: {Names(clear[true])}.";
        if (clear[false].Any())
            yield return $"Lower than {reference}: {Names(clear[false])}.";
        if (Names(rows.Where(row => row.Difference.IsWithinNoise)) is { Length: > 0 } alike)
            yield return $"Not significantly different from {reference}: {alike}.";
        yield return "By the 95 % intervals of paired differences, without correction for their number.";
    }

    /// <summary>Says where no training was better, on average, than the best baseline.</summary>
    private static string? Baseline(IReadOnlyList<Trial> trials)
    {
        var means = trials.GroupBy(trial => (trial.Strategy, IsTrained: trial.Last is not null))
            .Select(group => (group.Key.Strategy, group.Key.IsTrained, Mean: group.Average(trial => trial.Validation!.RecallAt[1])))
            .ToLookup(row => row.IsTrained);
        if (!means[false].Any() || !means[true].Any())
            return null;
        var (best, highest) = (means[false].MaxBy(row => row.Mean), means[true].Max(row => row.Mean));
        return best.Mean < highest ? null
            : Invariant($"No strategy has a higher mean Recall@1 than the baseline {best.Strategy} ({best.Mean:0.000}).");
    }
}
