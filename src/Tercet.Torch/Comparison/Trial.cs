using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>One training run of a comparison, and its results.</summary>
/// <param name="Strategy">The name of the <see cref="StrategyVariant"/>.</param>
/// <param name="Seed">The seed of weights, split and mining.</param>
/// <param name="Epochs">Its epochs.</param>
/// <param name="Validation">Retrieval on the test split; null where nothing is held out.</param>
public sealed record Trial(string Strategy, ulong Seed, IReadOnlyList<EpochResult> Epochs, RetrievalResult? Validation);
