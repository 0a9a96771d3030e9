using System.IO.Enumeration;

namespace Tercet.Files;

/// <summary>The names that a run's files may have. A record can name anything; only what is listed here is ever removed.</summary>
internal static class RunNames
{
    private static readonly string[] Patterns =
    [
        "manifest.json", "train.*", "test.*", "split.csv", "items.csv", "catalog.csv", "hardness.png", "hardness.svg", "report.html",
        "training.*", "epochs.csv", "latest.parquet", "validation.json", "encoder.onnx", "checkpoints/epoch-*.safetensors",
        "tensorboard/events.out.tfevents.tercet", "comparison.*", "trials/*.json", RunPlan.FileName, PartsFolder.Name + "/*.part*",
        "embeddings.npy", "embeddings.json",
    ];

    /// <summary>Whether a run may have a file of that name.</summary>
    /// <param name="name">The name; after a slash where it is in a sub-folder.</param>
    public static bool Contains(string name) =>
        IsInside(name) && Patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false)
            && name.Count(c => c == '/') == pattern.Count(c => c == '/'));

    /// <summary>Whether a name leads to no place outside the folder.</summary>
    /// <param name="name">The name.</param>
    public static bool IsInside(string name) =>
        !Path.IsPathRooted(name) && !name.Split('/', '\\').Any(part => part is "" or "." or "..");
}
