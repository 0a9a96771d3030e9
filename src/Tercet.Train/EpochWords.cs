using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train;

/// <summary>Epochs in words, for who watches them go by.</summary>
internal static class EpochWords
{
    public static string Line(EpochResult result, int epochs)
    {
        var place = Invariant($"{result.Epoch + 1}").PadLeft(Invariant($"{epochs}").Length);
        return Invariant($"epoch {place} of {epochs}  loss {result.Metrics.Loss:0.0000}  active {result.Metrics.ActiveFraction,5:0 %}  right {result.Accuracy,5:0 %}  hardness {result.Hardness:0.00}  spread {result.Metrics.Spread.MeanDistance:0.000}  {EnumNames.ToKebabCase(result.Health).Replace('-', ' ')}");
    }

    /// <summary>What to say of an epoch's health; null where it is no worse than that of the epoch before.</summary>
    public static string? Warning(EpochResult result, EpochResult? before, TrainingOptions options) => result.Health <= (before?.Health ?? CollapseState.Healthy)
        ? null
        : Invariant($"epoch {result.Epoch + 1}: the encoder ") + result.Health switch
        {
            CollapseState.Collapsed => Invariant($"has collapsed: it maps everything to nearly one point (mean distance {result.Metrics.Spread.MeanDistance:0.000}, loss {result.Metrics.Loss:0.000}). ") + options.OnCollapse switch
            {
                OnCollapse.Stop => "Training stops here, as asked.",
                OnCollapse.Lower => "The next negatives are the easiest, until it recovers.",
                _ => "Easier negatives avoid that: a lower --cap, --scale relative, --strategy semi-hard, or --on-collapse lower.",
            },
            _ => Invariant($"is at risk of collapse: {Sign(result.Metrics, options.Sequence.LossAtCollapse)}. Where that lasts, choose easier negatives (a lower --cap, --scale relative) or a smaller --learning-rate."),
        };

    private static string Sign(TrainingMetrics signs, double lossAtCollapse) => signs.Loss < CollapseMonitor.StuckLoss * lossAtCollapse
        ? Invariant($"its embeddings have drawn together (mean distance {signs.Spread.MeanDistance:0.000})")
        : Invariant($"its loss, {signs.Loss:0.000}, is about that of a single point, {lossAtCollapse:0.000}");
}
