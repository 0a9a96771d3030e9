using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>The inputs of one step of the optimizer, and its loss.</summary>
/// <param name="Inputs">Rows of inputs.</param>
/// <param name="Hardness">The actual hardness of its negatives, or of the classes that joined a group, as mined.</param>
/// <param name="Evaluate">The loss, given the embeddings of the inputs; without terms where there is nothing to compare.</param>
internal sealed record TrainingBatch(
    IReadOnlyList<(EmbeddingMatrix Matrix, int Row)> Inputs, IReadOnlyList<double> Hardness,
    Func<EmbeddingRows, BatchLossResult> Evaluate)
{
    /// <summary>The triplets that it was made from; empty for a batch of classes.</summary>
    public IReadOnlyList<Triplet> Triplets { get; init; } = [];

    /// <summary>The batch of classes that it was made from; null for triplets.</summary>
    public Batch? Batch { get; init; }
}
