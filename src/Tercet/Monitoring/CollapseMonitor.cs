namespace Tercet;

/// <summary>
/// Collapse detection: a collapsed model no longer retrieves the items of its own training classes. Takes embeddings from any
/// framework.
/// </summary>
/// <param name="start">The dispersion of a sample of embeddings before training.</param>
/// <param name="startRecall">Recall@1 of a sample of training items before training, in [0, 1].</param>
/// <param name="chanceRecall">Recall@1 of a random ranking of that sample's gallery, in [0, 1).</param>
/// <remarks>
/// Contraction alone is no collapse: embeddings that lie close together may still be in the right order. The rule, its error
/// rates, and why: docs/training.md.
/// </remarks>
/// <example><code>
/// var monitor = new CollapseMonitor(EmbeddingDispersion.Measure(sampleBeforeTraining), startRecall: 0.4, chanceRecall: 1.0 / 256);
/// if (monitor.Observe(metrics) == CollapseState.Collapsed)
///     Stop();
/// </code></example>
public sealed class CollapseMonitor(EmbeddingDispersion start, double startRecall, double chanceRecall)
{
    /// <summary>Retrieval is lost where Recall@1 above chance is below this fraction of the best so far.</summary>
    internal const double LostRetrieval = 0.5;

    /// <summary>Where the best Recall@1 above chance so far is below this, there is no retrieval to lose.</summary>
    internal const double LeastRetrieval = 0.02;

    /// <summary>A single point: the mean pairwise distance is at this fraction of the one before training, or below.</summary>
    internal const double PointDistance = 1e-6;

    /// <summary>Contraction: the mean pairwise distance is at this fraction of the one before training, or below.</summary>
    internal const double ContractedDistance = 0.5;

    /// <summary>Contraction too: the effective rank is below this; embeddings lie along a line.</summary>
    internal const double ContractedRank = 2;

    private double _best = startRecall - chanceRecall;

    /// <summary>Judges the metrics of the next epoch; see <see cref="Observe(EmbeddingDispersion, double)"/>.</summary>
    /// <param name="metrics">The metrics.</param>
    public CollapseState Observe(TrainingMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        return Observe(metrics.Dispersion, metrics.SampleRecall);
    }

    /// <summary>
    /// Judges the sample after the next epoch: collapsed where embeddings are a single point, or Recall@1 above chance is below
    /// half of the best so far (or never was above chance, and embeddings have contracted); contracted where only that last
    /// holds.
    /// </summary>
    /// <param name="dispersion">The dispersion of the sample.</param>
    /// <param name="sampleRecall">Its Recall@1, in [0, 1].</param>
    public CollapseState Observe(EmbeddingDispersion dispersion, double sampleRecall)
    {
        ArgumentNullException.ThrowIfNull(dispersion);
        var retrieval = sampleRecall - chanceRecall;
        // Written so that NaN counts as a collapse.
        var point = !(dispersion.MeanDistance > PointDistance * start.MeanDistance);
        var contracted = !(dispersion.MeanDistance > ContractedDistance * start.MeanDistance
            && dispersion.EffectiveRank >= ContractedRank);
        _best = Math.Max(_best, retrieval);
        var lost = _best < LeastRetrieval ? contracted : !(retrieval >= LostRetrieval * _best);
        if (point || lost)
            return CollapseState.Collapsed;
        return contracted ? CollapseState.Contracted : CollapseState.Healthy;
    }
}
