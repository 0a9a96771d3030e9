using System.Text.Json.Serialization;
using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>One training run of a comparison, and its results.</summary>
/// <param name="Strategy">The name of the <see cref="StrategyVariant"/>.</param>
/// <param name="Seed">The seed of weights, split and mining.</param>
/// <param name="Epochs">Its epochs; none for a <see cref="Baseline"/>.</param>
/// <param name="Validations">
/// Retrieval on the test split after each epoch, or of a baseline; none where nothing is held out.
/// </param>
public sealed record Trial(
    string Strategy, ulong Seed, IReadOnlyList<EpochResult> Epochs, IReadOnlyList<RetrievalResult> Validations)
{
    /// <summary>Retrieval on the test split at the end; null where nothing is held out.</summary>
    [JsonIgnore]
    public RetrievalResult? Validation => Validations is [.., var last] ? last : null;

    /// <summary>Its last epoch; null for a baseline.</summary>
    [JsonIgnore]
    public EpochResult? Last => Epochs is [.., var last] ? last : null;

    /// <summary>Rows of inputs that passed through the encoder in training.</summary>
    [JsonIgnore]
    public long Images => Epochs.Sum(epoch => (long)epoch.Inputs);
}
