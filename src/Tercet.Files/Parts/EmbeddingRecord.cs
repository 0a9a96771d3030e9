namespace Tercet.Files;

/// <summary>What embeddings were made from and how: <c>embeddings.json</c> beside <c>embeddings.npy</c>.</summary>
/// <param name="Version">The version of Tercet.</param>
/// <param name="Options">The command line that makes the same on one machine, without its target.</param>
/// <param name="Inputs">Every file that was read.</param>
/// <param name="Encoder">The encoder.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="BadImages">Images that could not be used: their rows are NaN.</param>
/// <param name="Files">The files beside this one.</param>
public sealed record EmbeddingRecord(
    string Version, IReadOnlyList<string> Options, IReadOnlyList<ManifestInput> Inputs, ManifestEncoder Encoder, int Rows,
    IReadOnlyList<string> BadImages, IReadOnlyList<string> Files)
{
    /// <summary>The file in the folder.</summary>
    public const string FileName = "embeddings.json";

    /// <summary>The embeddings.</summary>
    public const string MatrixName = "embeddings.npy";

    /// <summary>The record as UTF-8 JSON, indented.</summary>
    public byte[] ToJson() => ManifestJson.Write(this, json => json.EmbeddingRecord);
}
