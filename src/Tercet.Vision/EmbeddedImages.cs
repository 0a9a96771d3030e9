
namespace Tercet.Vision;

/// <summary>The embeddings of a list of images.</summary>
/// <param name="Embeddings">
/// Row i describes image i; a row of NaN, listed in <see cref="EmbeddingMatrix.MissingRows"/>, where there is no image. To be disposed of.
/// </param>
/// <param name="Sha256">
/// A digest of all the images: SHA-256, in lower-case hexadecimal, of the concatenated SHA-256 of each file, in order.
/// </param>
/// <param name="Encoded">Different images that were embedded now.</param>
/// <param name="FromCache">Different images whose embeddings were in the cache.</param>
/// <param name="Faults">What is wrong with each image that was skipped, by its place in the list.</param>
public sealed record EmbeddedImages(
    EmbeddingMatrix Embeddings, string Sha256, int Encoded, int FromCache, IReadOnlyDictionary<int, string> Faults);
