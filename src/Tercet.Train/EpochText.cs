using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train;

/// <summary>Describes epochs in words.</summary>
internal static class EpochText
{
    /// <summary>An epoch in one line.</summary>
    /// <param name="result">The epoch.</param>
    /// <param name="epochs">Epochs of the training run.</param>
    public static string Line(EpochResult result, int epochs)
    {
        var number = Invariant($"{result.Epoch + 1}").PadLeft(Invariant($"{epochs}").Length);
        var metrics = result.Metrics;
        return Invariant($"epoch {number} of {epochs}  loss {metrics.Loss:0.0000}  active {metrics.ActiveFraction,5:0 %}  ")
            + Invariant($"accuracy {result.Accuracy,5:0 %}  hardness {result.Hardness:0.00}  ")
            + Invariant($"mean distance {metrics.Dispersion.MeanDistance:0.000}  {Health(result.Health)}");
    }

    /// <summary>The monitor's verdict in words.</summary>
    /// <param name="health">The verdict.</param>
    public static string Health(CollapseState health) => EnumNames.ToKebabCase(health).Replace('-', ' ');

    /// <summary>Warns of an epoch's health; null where it is no worse than that of the epoch before.</summary>
    /// <param name="result">The epoch.</param>
    /// <param name="before">The epoch before; null for the first.</param>
    /// <param name="options">The options of the training run.</param>
    public static string? Warning(EpochResult result, EpochResult? before, TrainingOptions options)
    {
        if (result.Health <= (before?.Health ?? CollapseState.Healthy))
            return null;
        var text = result.Health == CollapseState.Collapsed
            ? Collapsed(result.Metrics, options.OnCollapse)
            : Contracted(result.Metrics);
        return Invariant($"epoch {result.Epoch + 1}: the encoder {text}");
    }

    private static string Collapsed(TrainingMetrics metrics, OnCollapse onCollapse)
    {
        var advice = onCollapse switch
        {
            OnCollapse.Stop => "Training stops here, as requested.",
            OnCollapse.Rescue => "The next negatives are the nearest beyond the positive, until it retrieves again.",
            _ => "Easier negatives avoid that: a lower --cap, --scale relative, --strategy semi-hard, or --on-collapse rescue.",
        };
        return Invariant($"has collapsed: a sample of training items finds its class at Recall@1 {metrics.SampleRecall:0.00} ")
            + Invariant($"(mean pairwise distance {metrics.Dispersion.MeanDistance:0.000}, loss {metrics.Loss:0.000}). {advice}");
    }

    private static string Contracted(TrainingMetrics metrics) =>
        Invariant($"has contracted (mean pairwise distance {metrics.Dispersion.MeanDistance:0.000}) but still retrieves: a sample of ")
            + Invariant($"training items has Recall@1 {metrics.SampleRecall:0.00}. If that falls, choose easier negatives (a lower --cap, ")
            + "--scale relative) or a smaller --learning-rate.";
}
