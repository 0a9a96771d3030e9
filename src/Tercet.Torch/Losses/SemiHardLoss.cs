namespace Tercet.Torch.Losses;

/// <summary>
/// The triplet loss of each anchor with each positive of the batch, and with the nearest negative that is farther than the
/// positive, or else the farthest one (Schroff et al. 2015; the fallback as in TensorFlow Addons).
/// </summary>
/// <example>
/// <code>
/// var options = new TrainingOptions
/// {
///     Sequence = new BatchTraining { Loss = new SemiHardLoss { Triplet = new TripletLoss { Margin = 0.3 } } },
/// };
/// </code>
/// </example>
public sealed record SemiHardLoss : IBatchLoss
{
    /// <summary>The loss of each triplet. Default a margin of 0.2 between squared Euclidean distances.</summary>
    public TripletLoss Triplet { get; init; } = new();

    /// <inheritdoc/>
    public string Identity => $"semi-hard({Triplet.Parameters})";

    /// <inheritdoc/>
    public Distance Distance => Triplet.Distance;

    /// <inheritdoc/>
    public double LossAtCollapse(int classesPerBatch, int samplesPerClass) => Triplet.LossAtCollapse;

    /// <inheritdoc/>
    public BatchLossResult Evaluate(EmbeddingRows rows, IReadOnlyList<int> classes) =>
        Triplet.Evaluate(rows, BatchTriplets.SemiHard(rows, classes, Distance));

    /// <inheritdoc/>
    public IEnumerable<OptionFault> Faults() => Triplet.Faults();
}
