namespace Tercet;

/// <summary>The metrics of an epoch, or of any other stretch of training, from which collapse is detected.</summary>
public sealed record TrainingMetrics
{
    /// <summary>The mean loss over all triplets, inactive ones included.</summary>
    public required double Loss { get; init; }

    /// <summary>
    /// The fraction of active triplets: those with a loss above 0; with the soft margin, those whose positive is no nearer than
    /// their negative.
    /// </summary>
    public required double ActiveFraction { get; init; }

    /// <summary>The mean distance d_ap from anchor to positive.</summary>
    public required double PositiveDistance { get; init; }

    /// <summary>The mean distance d_an from anchor to negative.</summary>
    public required double NegativeDistance { get; init; }

    /// <summary>
    /// Recall of a sample of training items afterwards, in [0, 1]: the fraction whose nearest item is of their class.
    /// </summary>
    public required double SampleRecall { get; init; }

    /// <summary>The dispersion of the embeddings afterwards.</summary>
    public required EmbeddingDispersion Dispersion { get; init; }
}
