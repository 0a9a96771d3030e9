namespace Tercet;

/// <summary>What is watched of an epoch, or any other stretch of training.</summary>
public sealed record TrainingMetrics
{
    /// <summary>The mean loss over all triplets, those without a loss among them.</summary>
    public required double Loss { get; init; }

    /// <summary>The share of triplets with a loss above 0; with the soft margin, of those whose positive is no nearer than their negative.</summary>
    public required double ActiveFraction { get; init; }

    /// <summary>The mean distance d_ap from anchor to positive.</summary>
    public required double PositiveDistance { get; init; }

    /// <summary>The mean distance d_an from anchor to negative.</summary>
    public required double NegativeDistance { get; init; }

    /// <summary>How the embeddings are spread afterwards.</summary>
    public required EmbeddingDispersion Spread { get; init; }
}
