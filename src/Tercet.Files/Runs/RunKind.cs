namespace Tercet.Files;

/// <summary>A kind of run that a folder is claimed for.</summary>
/// <param name="Name">The name in messages.</param>
/// <param name="Record">
/// The file that makes a folder one of this kind: it names the version, the options, and the files that belong to it.
/// </param>
/// <param name="RecordName">The name of that file in messages.</param>
/// <param name="Advice">What to do where the folder holds one already.</param>
public sealed record RunKind(string Name, string Record, string RecordName, string Advice)
{
    /// <summary>Whether it can also be made in parts, by a plan in the same folder.</summary>
    internal bool IsMerged => this == Run || this == Embeddings;

    /// <summary>Mined triplets or batches.</summary>
    public static RunKind Run { get; } = new(
        "run", RunFolder.ManifestName, "manifest", "Choose another folder, or replace that run (`Overwrite`).");

    /// <summary>The plan of a run in parts.</summary>
    public static RunKind Plan { get; } = new(
        "plan", RunPlan.FileName, "plan", "Choose another folder, or replace that plan, with the parts that are done (`Overwrite`).");

    /// <summary>Embeddings of images, merged from parts.</summary>
    public static RunKind Embeddings { get; } = new(
        "set of embeddings", EmbeddingRecord.FileName, "record", "Choose another folder, or replace them (`Overwrite`).");
}
