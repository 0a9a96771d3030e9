using System.Globalization;
using Tercet.Torch.Comparison;

namespace Tercet.Train.Runs;

/// <summary>Trials as comma-separated values, every figure to its last digit.</summary>
internal static class TrialTable
{
    private static readonly string[] Key = ["strategy", "seed"];

    /// <summary>One row a trial: what its last epoch was like, and how it retrieves what was held out.</summary>
    public static byte[] Write(IReadOnlyList<Trial> trials)
    {
        var cutoffs = trials[0].Validation?.RecallAt.Keys.ToList() ?? [];
        string[] validation = trials[0].Validation is null ? [] : [.. cutoffs.Select(k => string.Create(CultureInfo.InvariantCulture, $"recall_at_{k}")), "map_at_r", "r_precision"];
        return EpochTable.Csv(
        [
            [.. Key, .. EpochTable.Columns, "epochs_at_risk", "epochs_collapsed", .. validation],
            .. trials.Select(trial => (string[])
            [
                .. KeyOf(trial), .. EpochTable.Row(trial.Epochs[^1]), Count(trial, CollapseState.AtRisk), Count(trial, CollapseState.Collapsed),
                .. Validation(trial, cutoffs).Select(EpochTable.Number),
            ]),
        ]);
    }

    /// <summary>One row an epoch of each trial.</summary>
    public static byte[] WriteEpochs(IReadOnlyList<Trial> trials) => EpochTable.Csv(
        [[.. Key, .. EpochTable.Columns], .. trials.SelectMany(trial => trial.Epochs.Select(epoch => (string[])[.. KeyOf(trial), .. EpochTable.Row(epoch)]))]);

    private static IEnumerable<double> Validation(Trial trial, IEnumerable<int> cutoffs) =>
        trial.Validation is { } result ? [.. cutoffs.Select(k => result.RecallAt[k]), result.MapAtR, result.RPrecision] : [];

    private static string[] KeyOf(Trial trial) => [trial.Strategy, trial.Seed.ToString(CultureInfo.InvariantCulture)];

    private static string Count(Trial trial, CollapseState health) => trial.Epochs.Count(epoch => epoch.Health == health).ToString(CultureInfo.InvariantCulture);
}
