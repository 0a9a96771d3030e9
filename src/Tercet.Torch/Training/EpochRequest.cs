namespace Tercet.Torch.Training;

/// <summary>What an epoch is mined from, and at what hardness.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Inputs">Items and catalog, with the encoder's inputs as their embeddings.</param>
/// <param name="Data">The training split, with the embeddings to mine on.</param>
/// <param name="Classes">Classes of the training split.</param>
/// <param name="Hardness">The target hardness of all steps, in place of the schedule's; null for the schedule.</param>
internal sealed record EpochRequest(int Epoch, MiningSource Inputs, MiningSource Data, int Classes, double? Hardness);
