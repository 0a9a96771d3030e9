namespace Tercet;

/// <summary>
/// Watches a model in training for collapse, when it maps everything to one point and the loss sits where that leaves it: at the margin,
/// or at ln 2 for the soft margin. Fed with losses and embeddings from any framework.
/// </summary>
/// <param name="lossAtCollapse">The loss of a model that maps everything to one point: the margin, or ln 2.</param>
/// <param name="start">How embeddings are spread before training.</param>
/// <remarks>The rule, and why: docs/training.md.</remarks>
public sealed class CollapseMonitor(double lossAtCollapse, EmbeddingDispersion start)
{
    /// <summary>From this share of the loss at collapse on, training is stuck: what is learned lowers the loss, however hard the negatives.</summary>
    public const double StuckLoss = 0.9;

    /// <summary>At this share of their mean distance at the start, or below, embeddings have shrunk; training spreads them.</summary>
    public const double ShrunkDistance = 0.5;

    /// <summary>Below this effective rank they have shrunk too: they lie along a line.</summary>
    public const double ShrunkRank = 2;

    /// <summary>At this share of their mean distance at the start they are one point, whatever the loss.</summary>
    public const double PointDistance = 0.01;

    /// <summary>
    /// What the signs of an epoch amount to: collapsed where training is stuck and embeddings have shrunk, or they are one point; at risk where one of the two holds.
    /// </summary>
    /// <param name="signs">The signs.</param>
    public CollapseState Judge(TrainingMetrics signs)
    {
        ArgumentNullException.ThrowIfNull(signs);
        var share = signs.Spread.MeanDistance / start.MeanDistance;
        // Written so that NaN counts as a collapse.
        var stuck = !(signs.Loss < StuckLoss * lossAtCollapse);
        var shrunk = !(share > ShrunkDistance && signs.Spread.EffectiveRank >= ShrunkRank);
        if (!(share > PointDistance) || (stuck && shrunk))
            return CollapseState.Collapsed;
        return stuck || shrunk ? CollapseState.AtRisk : CollapseState.Healthy;
    }
}
