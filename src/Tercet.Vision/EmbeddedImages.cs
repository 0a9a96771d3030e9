namespace Tercet.Vision;

/// <summary>The embeddings of a list of images.</summary>
/// <param name="Embeddings">
/// Row i is the embedding of image i. A row without a usable image is NaN and is listed in
/// <see cref="EmbeddingMatrix.MissingRows"/>. Dispose it when done; a temporary cache is deleted with it.
/// </param>
/// <param name="Sha256">
/// A digest of all images: the SHA-256, in lower-case hexadecimal, of the concatenated SHA-256 digests of the files, in order.
/// </param>
/// <param name="Encoded">Number of distinct images that were embedded by this call.</param>
/// <param name="FromCache">Number of distinct images whose embeddings were found in the cache.</param>
/// <param name="Faults">What is wrong with each skipped image, by its index in the list.</param>
public sealed record EmbeddedImages(
    EmbeddingMatrix Embeddings, string Sha256, int Encoded, int FromCache, IReadOnlyDictionary<int, string> Faults);
