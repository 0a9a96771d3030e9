using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>One training of a contender, and what came of it.</summary>
/// <param name="Contender">The contender's name.</param>
/// <param name="Seed">The seed of weights, split and mining.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Validation">How it retrieves unseen classes; null where nothing is held out.</param>
public sealed record Trial(string Contender, ulong Seed, IReadOnlyList<EpochResult> Epochs, RetrievalResult? Validation);
