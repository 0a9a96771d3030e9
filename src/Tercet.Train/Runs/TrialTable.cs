using System.Globalization;
using Tercet.Torch.Comparison;

namespace Tercet.Train.Runs;

/// <summary>Trials as comma-separated values, all values at full precision.</summary>
internal static class TrialTable
{
    private static readonly string[] Key = ["strategy", "seed"];

    /// <summary>One row per trial: its last epoch, and retrieval on the test split.</summary>
    public static byte[] Write(IReadOnlyList<Trial> trials)
    {
        var cutoffs = trials[0].Validation?.RecallAt.Keys.ToList() ?? [];
        string[] validation = trials[0].Validation is null
            ? []
            : [.. cutoffs.Select(k => string.Create(CultureInfo.InvariantCulture, $"recall_at_{k}")), "map_at_r", "r_precision"];
        string[] Row(Trial trial) =>
        [
            .. KeyOf(trial), .. trial.Last is { } last ? EpochTable.Row(last) : [.. EpochTable.Columns.Select(_ => "")],
            EpochTable.Number(trial.Images), Count(trial, CollapseState.Contracted),
            Count(trial, CollapseState.Collapsed), .. Validation(trial, cutoffs).Select(EpochTable.Number),
        ];

        string[] header = [.. Key, .. EpochTable.Columns, "images", "epochs_contracted", "epochs_collapsed", .. validation];
        return EpochTable.Csv([header, .. trials.Select(Row)]);
    }

    /// <summary>One row per epoch of each trial.</summary>
    public static byte[] WriteEpochs(IReadOnlyList<Trial> trials)
    {
        string[] recall = trials[0].Validation is null ? [] : ["recall_at_1"];
        var rows = trials.SelectMany(trial => trial.Epochs.Select((epoch, i) => (string[])
        [
            .. KeyOf(trial), .. EpochTable.Row(epoch), .. recall.Select(_ => EpochTable.Number(trial.Validations[i].RecallAt[1])),
        ]));
        return EpochTable.Csv([[.. Key, .. EpochTable.Columns, .. recall], .. rows]);
    }

    private static IEnumerable<double> Validation(Trial trial, IEnumerable<int> cutoffs) =>
        trial.Validation is { } result ? [.. cutoffs.Select(k => result.RecallAt[k]), result.MapAtR, result.RPrecision] : [];

    private static string[] KeyOf(Trial trial) => [trial.Strategy, trial.Seed.ToString(CultureInfo.InvariantCulture)];

    private static string Count(Trial trial, CollapseState health) =>
        trial.Epochs.Count(epoch => epoch.Health == health).ToString(CultureInfo.InvariantCulture);
}
