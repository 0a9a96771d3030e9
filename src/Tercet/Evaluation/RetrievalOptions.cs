namespace Tercet;

/// <summary>How retrieval is evaluated. Equal options and data give equal metrics, on any number of threads.</summary>
public sealed class RetrievalOptions
{
    /// <summary>The distance between embeddings. Default Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.Euclidean;

    /// <summary>The K of Recall@K. Default 1, 5, 10, 50; one or more, each 1 or more, strictly ascending.</summary>
    public IReadOnlyList<int> Cutoffs { get; init; } = [1, 5, 10, 50];

    /// <summary>
    /// Degree of parallelism. Default the processors of this machine; 1 or more. The result does not depend on it.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate() => OptionFault.ThrowIfAny(Faults());

    private IEnumerable<OptionFault> Faults()
    {
        if (!Enum.IsDefined(Distance))
            yield return OptionFault.Unknown(nameof(Distance), Distance);
        if (Cutoffs.Count == 0 || Cutoffs[0] < 1 || Cutoffs.Zip(Cutoffs.Skip(1)).Any(pair => pair.First >= pair.Second))
            yield return new OptionFault(
                nameof(Cutoffs),
                $"is [{string.Join(", ", Cutoffs)}]; expected one or more, each 1 or more, strictly ascending.");
        if (MaxDegreeOfParallelism < 1)
            yield return new OptionFault(nameof(MaxDegreeOfParallelism), $"is {MaxDegreeOfParallelism}; expected 1 or more.");
    }
}
