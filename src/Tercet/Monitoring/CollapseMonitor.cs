namespace Tercet;

/// <summary>
/// Collapse detection: a collapsed model maps everything to one point, and the loss sits where that leaves it: at the margin, or
/// at ln 2 for the soft margin. Takes losses and embeddings from any framework.
/// </summary>
/// <param name="lossAtCollapse">The loss of a model that maps everything to one point: the margin, or ln 2.</param>
/// <param name="start">The dispersion of the embeddings before training.</param>
/// <remarks>The rule, and why: docs/training.md.</remarks>
/// <example><code>
/// var monitor = new CollapseMonitor(lossAtCollapse: 0.2, EmbeddingDispersion.Measure(embeddingsBeforeTraining));
/// if (monitor.Judge(metrics) == CollapseState.Collapsed)
///     Stop();
/// </code></example>
public sealed class CollapseMonitor(double lossAtCollapse, EmbeddingDispersion start)
{
    /// <summary>
    /// Loss plateau: at this fraction of the loss at collapse, or above. Any learning lowers the loss below it, however hard the
    /// negatives.
    /// </summary>
    public const double PlateauLoss = 0.9;

    /// <summary>Contraction: the mean pairwise distance is at this fraction of the one before training, or below.</summary>
    internal const double ContractedDistance = 0.5;

    /// <summary>Contraction too: the effective rank is below this; embeddings lie along a line.</summary>
    internal const double ContractedRank = 2;

    /// <summary>
    /// A single point, whatever the loss: the mean pairwise distance is at this fraction of the one before training, or below.
    /// </summary>
    internal const double PointDistance = 0.01;

    /// <summary>
    /// Judges the metrics of an epoch: collapsed where the loss is at a plateau and embeddings have contracted, or they are a
    /// single point; at risk where one of the two holds.
    /// </summary>
    /// <param name="metrics">The metrics.</param>
    public CollapseState Judge(TrainingMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var fraction = metrics.Dispersion.MeanDistance / start.MeanDistance;
        // Written so that NaN counts as a collapse.
        var plateau = !(metrics.Loss < PlateauLoss * lossAtCollapse);
        var contracted = !(fraction > ContractedDistance && metrics.Dispersion.EffectiveRank >= ContractedRank);
        if (!(fraction > PointDistance) || (plateau && contracted))
            return CollapseState.Collapsed;
        return plateau || contracted ? CollapseState.AtRisk : CollapseState.Healthy;
    }
}
