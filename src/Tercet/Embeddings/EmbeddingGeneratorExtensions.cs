using Microsoft.Extensions.AI;

namespace Tercet;

/// <summary>Matrices from the generators of <c>Microsoft.Extensions.AI</c>, whatever service or model is behind them.</summary>
public static class EmbeddingGeneratorExtensions
{
    /// <summary>
    /// Embeds every input, in batches, several concurrently: row i is the embedding of input i, in whatever order the calls end.
    /// When a call fails or the work is cancelled, the other calls are cancelled and awaited, and no partial file is left.
    /// </summary>
    /// <typeparam name="TInput">What the generator embeds: text, images …</typeparam>
    /// <param name="generator">The generator; called from several threads, and not disposed.</param>
    /// <param name="inputs">At least one; read in order, a batch ahead of each call, and never by two threads at once.</param>
    /// <param name="options">
    /// How to call it; by default 64 inputs per call, four concurrent calls, and a matrix in memory.
    /// </param>
    /// <param name="progress">Reported to after each call, from several threads and possibly out of order.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The matrix; dispose it.</returns>
    /// <exception cref="InvalidOptionsException">Options are out of bounds.</exception>
    /// <exception cref="InvalidInputException">
    /// There are no inputs, or the generator returned too few or too many embeddings, embeddings without components or of
    /// different lengths, or values that are not finite.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    /// <remarks>Any other exception is the generator's own, of the first call that failed.</remarks>
    /// <example><code>
    /// using var embeddings = await generator.GenerateMatrixAsync(texts, new() { File = "items.npy" });
    /// </code></example>
    public static Task<EmbeddingMatrix> GenerateMatrixAsync<TInput>(
        this IEmbeddingGenerator<TInput, Embedding<float>> generator,
        IReadOnlyList<TInput> inputs,
        MatrixGenerationOptions? options = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(inputs);
        options ??= new MatrixGenerationOptions();
        options.Validate();
        var name = NameOf(generator);
        if (inputs.Count == 0)
            throw new InvalidInputException($"{name}: no inputs to embed. Expected one input per item, at least one.");
        return new MatrixGeneration<TInput>(generator, name, inputs, options, progress, cancellationToken).RunAsync();
    }

    private static string NameOf<TInput>(IEmbeddingGenerator<TInput, Embedding<float>> generator)
    {
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        string?[] parts = [metadata?.ProviderName, metadata?.DefaultModelId];
        var name = string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return name.Length > 0 ? name : "embedding generator";
    }
}
