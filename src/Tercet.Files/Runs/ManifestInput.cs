namespace Tercet.Files;

/// <summary>An input of a run.</summary>
/// <param name="Role">
/// data, catalog, embeddings, catalog-embeddings, images, catalog-images, encoder (a model), relabel or exclude.
/// </param>
/// <param name="Path">The path, as given.</param>
/// <param name="Sha256">
/// Of a file's bytes; of images, that of their SHA-256s one after the other; null for a folder's listing, and for images that were
/// not read.
/// </param>
/// <param name="Encoding">A text file's character encoding.</param>
public sealed record ManifestInput(string Role, string Path, string? Sha256, string? Encoding = null);
