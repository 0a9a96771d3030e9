using System.Globalization;
using Tercet.Vision.Caching;
using Tercet.Vision.Texts;

namespace Tercet.Vision;

/// <summary>Embeds texts: each distinct text once, through a cache.</summary>
/// <example><code>
/// using var encoder = TextEncoder.Open("all-MiniLM-L6-v2");
/// using var embeddings = TextEmbedder.Embed(encoder, ["a cat", "a dog"]).Embeddings;
/// </code></example>
public static class TextEmbedder
{
    /// <summary>
    /// Embeds the texts that are not in the cache. The matrix is memory-mapped. The same texts and encoder give the same bytes,
    /// in any order, with any number of threads, on the same kind of processor.
    /// </summary>
    /// <param name="encoder">The encoder; not disposed.</param>
    /// <param name="texts">One text per item, 1 or more; null for an item without a text, whose row is missing.</param>
    /// <param name="nameItem">
    /// How messages refer to item i, such as "passages.csv, row 2" for item 0; by default "item 0".
    /// </param>
    /// <param name="options">Parallelism and cache; null for the defaults.</param>
    /// <param name="progress">
    /// Receives the number of texts done, every 64 texts and at the end, from several threads and possibly out of order.
    /// </param>
    /// <param name="cancellationToken">Stops the work; texts embedded so far stay in the cache.</param>
    /// <returns>
    /// The embeddings, <paramref name="texts"/>.Count × <see cref="TextEncoder.Dimensions"/>, and what was done for them.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// Texts are blank, all of which are reported at once; no item has a text; or the encoder fails on one.
    /// </exception>
    /// <exception cref="InvalidOptionsException">Options are out of their bounds.</exception>
    /// <exception cref="IOException">The cache cannot be read or written; the message names its folder.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static EmbeddedTexts Embed(
        TextEncoder encoder,
        IReadOnlyList<string?> texts,
        Func<int, string>? nameItem = null,
        TextEmbedderOptions? options = null,
        IProgress<WorkProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count);
        options ??= new TextEmbedderOptions();
        OptionFault.ThrowIfAny(options.Faults());
        nameItem ??= item => FormattableString.Invariant($"item {item}");
        RequireTexts(texts, nameItem);
        return CacheScope.Use(options.Cache, (folder, owned) =>
        {
            using var cache = EmbeddingCache.Open(folder, encoder);
            var work = new TextWork(encoder, cache, texts, nameItem, progress);
            work.Run(options.MaxDegreeOfParallelism, cancellationToken);
            var rows = cache.ToRows($"{encoder.Name} of texts", work.Keys, owned);
            return new EmbeddedTexts(new EmbeddingMatrix(rows), work.Encoded, work.FromCache, work.Truncated);
        });
    }

    private static void RequireTexts(IReadOnlyList<string?> texts, Func<int, string> nameItem)
    {
        var given = texts.Count(text => text is not null);
        if (given == 0)
            throw new InvalidInputException(string.Create(
                CultureInfo.InvariantCulture, $"None of {texts.Count:N0} items has a text. Expected at least one."));
        var blank = Enumerable.Range(0, texts.Count).Where(i => texts[i] is { } text && string.IsNullOrWhiteSpace(text)).ToList();
        if (blank.Count > 0)
            throw new InvalidInputException(
                string.Create(CultureInfo.InvariantCulture, $"{blank.Count:N0} of {given:N0} texts are blank"),
                [.. blank.Take(InvalidInputException.ShownCases).Select(nameItem)],
                "Expected at least one word in each. Fill them in, or remove these rows.", blank.Count);
    }
}
