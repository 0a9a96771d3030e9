using Microsoft.Extensions.AI;

namespace Tercet;

/// <summary>Matrices from the generators of <c>Microsoft.Extensions.AI</c>, whatever service or model is behind them.</summary>
public static class EmbeddingGeneratorExtensions
{
    /// <summary>
    /// Embeds every input, in batches, several at once: row i is the embedding of input i, in whatever order the calls end.
    /// When a call fails or the work is cancelled, the other calls are cancelled and waited for, and nothing is left
    /// half-written.
    /// </summary>
    /// <typeparam name="TInput">What the generator embeds: text, images …</typeparam>
    /// <param name="generator">The generator; it is called from several threads and not disposed of.</param>
    /// <param name="inputs">At least one; read in order, a batch ahead of each call, and never by two threads at once.</param>
    /// <param name="options">How to call it; by default 64 inputs a call, four calls at once, and a matrix in memory.</param>
    /// <param name="progress">
    /// Told after each call how many inputs are done, from several threads and possibly out of order.
    /// </param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The matrix, to be disposed of.</returns>
    /// <exception cref="InvalidOptionsException">Options are out of bounds.</exception>
    /// <exception cref="InvalidInputException">
    /// There are no inputs, or the generator gave too few or too many embeddings, embeddings of different lengths or of none, or
    /// values that are not finite.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <remarks>Any other exception is the generator's own: that of the first call that failed.</remarks>
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
            throw new InvalidInputException($"{name}: no inputs to embed. Expected one an item, at least one.");
        return new MatrixGeneration<TInput>(generator, name, inputs, options, progress, cancellationToken).RunAsync();
    }

    private static string NameOf<TInput>(IEmbeddingGenerator<TInput, Embedding<float>> generator)
    {
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var name = string.Join(' ', new[] { metadata?.ProviderName, metadata?.DefaultModelId }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return name.Length > 0 ? name : "embedding generator";
    }
}
