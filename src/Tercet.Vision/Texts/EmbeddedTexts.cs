namespace Tercet.Vision;

/// <summary>The embeddings of a list of texts.</summary>
/// <param name="Embeddings">
/// Row i is the embedding of text i; NaN where there is none. Dispose it when done; a temporary cache is deleted with it.
/// </param>
/// <param name="Encoded">Number of distinct texts that were embedded by this call.</param>
/// <param name="FromCache">Number of distinct texts whose embeddings were found in the cache.</param>
/// <param name="Truncated">
/// Number of texts with more than <see cref="TextEncoder.MaxTokens"/> tokens, of which the rest was ignored.
/// </param>
public sealed record EmbeddedTexts(EmbeddingMatrix Embeddings, int Encoded, int FromCache, int Truncated);
