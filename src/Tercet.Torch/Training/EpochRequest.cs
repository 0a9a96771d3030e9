namespace Tercet.Torch.Training;

/// <summary>What an epoch is mined from, and at what hardness.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Set">The items, and what the encoder is shown of them.</param>
/// <param name="Embeddings">The items' embeddings to mine on; those held out may be missing.</param>
/// <param name="CatalogEmbeddings">The same for the catalog; null without one.</param>
/// <param name="Hardness">The target hardness of all steps, in place of the schedule's; null for the schedule.</param>
/// <param name="IsRescue">Whether negatives are to bring a collapsed encoder back, whatever the schedule.</param>
internal sealed record EpochRequest(
    int Epoch, TrainingSet Set, EmbeddingMatrix Embeddings, EmbeddingMatrix? CatalogEmbeddings, double? Hardness,
    bool IsRescue);
