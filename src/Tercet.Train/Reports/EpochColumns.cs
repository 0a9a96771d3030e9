using Tercet.CommandLine.Reports;
using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>The epochs of a training run as a table of a page.</summary>
internal static class EpochColumns
{
    private static readonly string[] Columns =
        ["Epoch", "Loss", "Active", "Accuracy", "Hardness", "Mean pairwise distance", "Health"];

    /// <summary>The table.</summary>
    /// <param name="epochs">The epochs.</param>
    public static PageTable Of(IReadOnlyList<EpochResult> epochs) => new(Columns,
    [
        .. epochs.Select(epoch => (string[])
        [
            Invariant($"{epoch.Epoch + 1}"), Invariant($"{epoch.Metrics.Loss:0.0000}"), Invariant($"{epoch.Metrics.ActiveFraction:0 %}"),
            Invariant($"{epoch.Accuracy:0 %}"), Html.Number(epoch.Hardness), Html.Number(epoch.Metrics.Dispersion.MeanDistance),
            EpochText.Health(epoch.Health),
        ]),
    ]);
}
