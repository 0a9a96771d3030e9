using Tercet.Torch.Comparison;

namespace Tercet.Train.Reports;

/// <summary>The paired differences of all strategies from a reference, in Recall@1.</summary>
internal static class StrategyDifferences
{
    /// <summary>The differences, in the order of the trials; none where nothing is held out.</summary>
    /// <param name="trials">The training runs and baselines.</param>
    /// <param name="reference">The strategy, or baseline, that the others are compared with.</param>
    public static IReadOnlyList<(string Strategy, PairedDifference Difference)> Of(IReadOnlyList<Trial> trials, string reference)
    {
        var others = trials.Where(trial => trial.Strategy == reference).ToDictionary(trial => trial.Seed);
        return
        [
            .. trials.GroupBy(trial => trial.Strategy).Select(group => (group.Key, Difference: Of([.. group], others)))
                .Where(row => row.Difference is not null).Select(row => (row.Key, row.Difference!)),
        ];
    }

    /// <summary>The difference of one strategy; null for the reference, and where there is nothing to compare.</summary>
    /// <param name="trials">The training runs of the strategy.</param>
    /// <param name="reference">Those of the reference, by seed.</param>
    public static PairedDifference? Of(IReadOnlyList<Trial> trials, IReadOnlyDictionary<ulong, Trial> reference)
    {
        Trial[] paired = [.. trials.Where(trial => reference.ContainsKey(trial.Seed))];
        if (paired.Length == 0 || paired[0].Validation is null || paired[0].Strategy == reference[paired[0].Seed].Strategy)
            return null;
        return PairedDifference.Of([.. paired.Select(Recall)], [.. paired.Select(trial => Recall(reference[trial.Seed]))]);
    }

    private static double Recall(Trial trial) => trial.Validation!.RecallAt[1];
}
