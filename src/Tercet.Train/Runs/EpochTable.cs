using System.Globalization;
using System.Text;
using Tercet.Torch.Training;

namespace Tercet.Train.Runs;

/// <summary>Epochs as comma-separated values: one row each, every figure to its last digit.</summary>
internal static class EpochTable
{
    public static readonly string[] Columns =
        ["epoch", "triplets", "hardness", "loss", "active_share", "accuracy", "d_ap", "d_an", "mean_distance", "deviation", "effective_rank", "health"];

    public static byte[] Write(IEnumerable<EpochResult> results) => Csv([Columns, .. results.Select(Row)]);

    /// <summary>The cells of an epoch, which counts from 1.</summary>
    public static string[] Row(EpochResult result) =>
    [
        (result.Epoch + 1).ToString(CultureInfo.InvariantCulture), result.Triplets.ToString(CultureInfo.InvariantCulture),
        .. Figures(result).Select(Number), EnumNames.ToKebabCase(result.Health),
    ];

    public static byte[] Csv(IEnumerable<string[]> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => string.Join(',', row) + "\n")));

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static IEnumerable<double> Figures(EpochResult result)
    {
        var signs = result.Metrics;
        return
        [
            result.Hardness, signs.Loss, signs.ActiveFraction, result.Accuracy, signs.PositiveDistance, signs.NegativeDistance,
            signs.Spread.MeanDistance, signs.Spread.Deviation, signs.Spread.EffectiveRank,
        ];
    }
}
