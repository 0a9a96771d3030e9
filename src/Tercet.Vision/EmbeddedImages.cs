using Tercet.Embeddings;

namespace Tercet.Vision;

/// <summary>The embeddings of a list of images.</summary>
/// <param name="Embeddings">Row i describes image i.</param>
/// <param name="Sha256">
/// A digest of all the images: SHA-256, in lower-case hexadecimal, of the concatenated SHA-256 of each file, in order.
/// </param>
public sealed record EmbeddedImages(EmbeddingMatrix Embeddings, string Sha256);
