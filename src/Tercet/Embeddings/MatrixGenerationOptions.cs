using Microsoft.Extensions.AI;

namespace Tercet;

/// <summary>
/// How a generator is called for the rows of a matrix. The matrix does not depend on batch size and concurrency, as far as the
/// generator's numbers do not.
/// </summary>
public sealed class MatrixGenerationOptions
{
    /// <summary>Inputs per call. Default 64; 1 or more.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Concurrent calls. Default 4; 1 or more.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>
    /// The <c>.npy</c> file that rows are written to as they come; the matrix is then this file, memory-mapped. Default null:
    /// rows are held in memory. An existing file is replaced once all rows are written, not before.
    /// </summary>
    public string? File { get; init; }

    /// <summary>Passed to every call; concurrent calls share the object. Default null.</summary>
    public EmbeddingGenerationOptions? GenerationOptions { get; init; }

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
