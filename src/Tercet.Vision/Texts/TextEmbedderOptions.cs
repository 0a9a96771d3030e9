namespace Tercet.Vision;

/// <summary>How a list of texts is embedded.</summary>
public sealed record TextEmbedderOptions
{
    /// <summary>Number of texts embedded in parallel, 0 or more; 0 means one per processor. Default 0.</summary>
    public int MaxDegreeOfParallelism { get; init; }

    /// <summary>
    /// The folder of the embedding cache, created if missing. Embeddings are cached by the text and the fingerprint of the
    /// encoder; several processes may share one cache, also with images. Default null: a temporary folder, deleted with the
    /// matrix.
    /// </summary>
    public string? Cache { get; init; }

    /// <summary>Every option that is out of its bounds; empty if all are valid.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (MaxDegreeOfParallelism < 0)
            yield return new OptionFault(nameof(MaxDegreeOfParallelism), $"is {MaxDegreeOfParallelism}; expected 0 or more.");
    }
}
