namespace Tercet.Torch.Losses;

/// <summary>
/// The triplet loss of each anchor with the farthest positive and the nearest negative of the batch (Hermans et al. 2017).
/// </summary>
/// <example>
/// <code>
/// var options = new TrainingOptions
/// {
///     Sequence = new BatchTraining { Loss = new BatchHardLoss { Triplet = new TripletLoss { SoftMargin = true } } },
/// };
/// </code>
/// </example>
public sealed record BatchHardLoss : IBatchLoss
{
    /// <summary>
    /// The loss of each triplet. Default a margin of 0.2 between plain Euclidean distances: between squared ones, whose gradient
    /// vanishes where embeddings meet, the hardest of the batch collapse the encoder (docs/batches.md).
    /// </summary>
    public TripletLoss Triplet { get; init; } = new() { Distance = Distance.Euclidean };

    /// <inheritdoc/>
    public string Identity => $"batch-hard({Triplet.Parameters})";

    /// <inheritdoc/>
    public Distance Distance => Triplet.Distance;

    /// <inheritdoc/>
    public double LossAtCollapse(int classesPerBatch, int samplesPerClass) => Triplet.LossAtCollapse;

    /// <inheritdoc/>
    public BatchLossResult Evaluate(EmbeddingRows rows, IReadOnlyList<int> classes) =>
        Triplet.Evaluate(rows, BatchTriplets.BatchHard(rows, classes, Distance));

    /// <inheritdoc/>
    public IEnumerable<OptionFault> Faults() => Triplet.Faults();
}
