namespace Tercet.Monitoring;

/// <summary>
/// Watches a model in training for collapse, when it maps everything to one point and the loss sits where that leaves it: at the margin,
/// or at ln 2 for the soft margin. Fed with losses and embeddings from any framework.
/// </summary>
/// <param name="lossAtCollapse">The loss of a model that maps everything to one point: the margin, or ln 2.</param>
/// <param name="start">How embeddings are spread before training.</param>
/// <remarks>The rule, and why: docs/training.md.</remarks>
public sealed class CollapseMonitor(double lossAtCollapse, EmbeddingSpread start)
{
    /// <summary>A loss from this share of the one at collapse on may be that of a collapse: what is learned lowers it, hard negatives raise it.</summary>
    public const double LossShare = 0.9;

    /// <summary>With such a loss, embeddings drawn together to this share of their mean distance at the start have collapsed.</summary>
    public const double CollapsedShare = 0.5;

    /// <summary>Embeddings drawn together to this share have collapsed, whatever the loss.</summary>
    public const double PointShare = 0.01;

    /// <summary>What the signs of an epoch amount to.</summary>
    /// <param name="signs">The signs.</param>
    public TrainingHealth Judge(TrainingSigns signs)
    {
        ArgumentNullException.ThrowIfNull(signs);
        var share = signs.Spread.MeanDistance / start.MeanDistance;
        var stuck = !(signs.Loss < LossShare * lossAtCollapse);
        if (!(share > PointShare) || (stuck && share <= CollapsedShare))
            return TrainingHealth.Collapsed;
        return stuck || share <= CollapsedShare ? TrainingHealth.AtRisk : TrainingHealth.Healthy;
    }
}
