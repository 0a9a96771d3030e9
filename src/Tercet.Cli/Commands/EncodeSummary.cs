using System.Text.Json.Nodes;
using Tercet.CommandLine;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>What a result of <c>tercet encode</c> says, of images and of texts alike.</summary>
/// <param name="Out">The file.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Dimensions">Components of a row.</param>
/// <param name="Encoder">What made them.</param>
/// <param name="Encoded">Distinct images or texts that were embedded now.</param>
/// <param name="FromCache">Those from the cache.</param>
/// <param name="Cache">The cache; null for none.</param>
internal sealed record EncodeSummary(
    string Out, int Rows, int Dimensions, ManifestEncoder Encoder, int Encoded, int FromCache, string? Cache)
{
    /// <summary>Prints what was made.</summary>
    /// <param name="things">Images or texts.</param>
    /// <param name="display">Has measured the time.</param>
    public void Print(string things, ProgressDisplay display)
    {
        Console.WriteLine(Invariant($"{Rows:N0} rows of {Dimensions:N0} components, float32, in {Out}."));
        Console.WriteLine();
        var cache = Cache is null ? "no cache" : Invariant($"{FromCache:N0} from the cache in {Cache}");
        ConsoleSummary.WritePairs(
        [
            ("encoder", Encoder.Description),
            (things, Invariant($"{Encoded + FromCache:N0} distinct: {Encoded:N0} embedded now, {cache}")),
            ("time", display.Times),
        ]);
    }

    /// <summary>Prints what to do next.</summary>
    /// <param name="mine">The command that mines from the file.</param>
    public void PrintNext(string mine) => ConsoleSummary.WriteNext(
    [
        (mine, "triplets from these embeddings"),
        ($"numpy.load(\"{Out.Replace('\\', '/')}\")", "the embeddings in Python"),
    ]);

    /// <summary>The summary for scripts.</summary>
    /// <param name="input">The name and the digest of what was embedded.</param>
    public JsonObject ToJson((string Name, string Sha256) input) => new()
    {
        ["file"] = Out,
        ["rows"] = Rows,
        ["dimensions"] = Dimensions,
        ["embedded"] = Encoded,
        ["from-cache"] = FromCache,
        [input.Name] = input.Sha256,
        ["encoder"] = new JsonObject
        {
            ["name"] = Encoder.Name,
            ["fingerprint"] = Encoder.Fingerprint,
            ["settings"] = new JsonObject(
                Encoder.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        },
    };
}
