namespace Tercet.Files;

/// <summary>The encoder that produced the embeddings.</summary>
/// <param name="Name">hog, pixels, or the path of a model.</param>
/// <param name="Description">What it does, in one line for people.</param>
/// <param name="Fingerprint">The SHA-256 of the settings: encoders of one fingerprint give the same embeddings.</param>
/// <param name="Settings">
/// Everything that determines the embeddings, by name: the digest of a model, and how images were prepared.
/// </param>
public sealed record ManifestEncoder(
    string Name, string Description, string Fingerprint, IReadOnlyDictionary<string, string> Settings);
