using Microsoft.Extensions.AI;

namespace Tercet;

/// <summary>
/// How a generator is called for the rows of a matrix. The matrix does not depend on batch size and concurrency, as far as the
/// generator's numbers do not.
/// </summary>
public sealed record MatrixGenerationOptions
{
    /// <summary>Inputs a call. Default 64; 1 or more.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Calls in flight at once. Default 4; 1 or more.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>
    /// The <c>.npy</c> file that rows are written to as they come; the matrix is then this file, memory-mapped. Default null:
    /// rows are held in memory. A file that is there is replaced once all rows are written, not before.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Handed to every call, and shared by those in flight. Default null.</summary>
    public EmbeddingGenerationOptions? Generator { get; init; }

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate() => OptionFault.ThrowIfAny(Faults());

    private IEnumerable<OptionFault> Faults()
    {
        if (BatchSize < 1)
            yield return new OptionFault(nameof(BatchSize), $"is {BatchSize}; expected 1 or more.");
        if (Concurrency < 1)
            yield return new OptionFault(nameof(Concurrency), $"is {Concurrency}; expected 1 or more.");
        if (File is not null && !Path.GetExtension(File).Equals(".npy", StringComparison.OrdinalIgnoreCase))
            yield return new OptionFault(nameof(File), $"is '{File}'; expected a name that ends in .npy.");
    }
}
