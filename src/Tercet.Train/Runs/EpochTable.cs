using System.Globalization;
using System.Text;
using Tercet.Torch.Training;

namespace Tercet.Train.Runs;

/// <summary>Epochs as comma-separated values: one row per epoch, all values at full precision.</summary>
internal static class EpochTable
{
    public static readonly string[] Columns =
    [
        "epoch", "triplets", "hardness", "loss", "active_fraction", "accuracy", "d_ap", "d_an", "mean_distance", "deviation",
        "effective_rank", "sample_recall", "health",
    ];

    public static byte[] Write(IEnumerable<EpochResult> results) => Csv([Columns, .. results.Select(Row)]);

    /// <summary>The cells of an epoch, which counts from 1.</summary>
    public static string[] Row(EpochResult result) =>
    [
        (result.Epoch + 1).ToString(CultureInfo.InvariantCulture), result.Triplets.ToString(CultureInfo.InvariantCulture),
        .. Values(result).Select(Number), EnumNames.ToKebabCase(result.Health),
    ];

    public static byte[] Csv(IEnumerable<string[]> rows) =>
        Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row) + "\n")));

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Values(EpochResult result)
    {
        var metrics = result.Metrics;
        return
        [
            result.Hardness, metrics.Loss, metrics.ActiveFraction, result.Accuracy, metrics.PositiveDistance,
            metrics.NegativeDistance, metrics.Dispersion.MeanDistance, metrics.Dispersion.Deviation,
            metrics.Dispersion.EffectiveRank, metrics.SampleRecall,
        ];
    }
}
