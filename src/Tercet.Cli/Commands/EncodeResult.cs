using System.Text.Json.Nodes;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Reports;
using Tercet.CommandLine.Runs;
using Tercet.CommandLine;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>What <c>tercet encode</c> did.</summary>
internal sealed record EncodeResult
{
    public required string Data { get; init; }
    public required string Out { get; init; }
    public required ManifestEncoder Encoder { get; init; }
    public required EmbeddedImages Embedded { get; init; }
    public required int Rows { get; init; }
    public required int Dimensions { get; init; }
    public required int Missing { get; init; }
    public required IReadOnlyList<string> Faults { get; init; }
    public string? Cache { get; init; }

    public void Print(ProgressDisplay display)
    {
        Console.WriteLine(Invariant($"{Rows:N0} rows of {Dimensions:N0} components, float32, in {Out}."));
        Console.WriteLine();
        var different = Embedded.Encoded + Embedded.FromCache;
        var cache = Cache is null ? "no cache" : Invariant($"{Embedded.FromCache:N0} from the cache in {Cache}");
        ConsoleSummary.WritePairs(
        [
            ("encoder", Encoder.Description),
            ("images", Invariant($"{different:N0} different: {Embedded.Encoded:N0} embedded now, {cache}")),
            ("time", display.Times),
        ]);
        if (Missing > Faults.Count)
            Console.WriteLine(Invariant($"note: {Missing - Faults.Count:N0} rows name no image; theirs are rows of NaN."));
        if (Faults.Count > 0)
        {
            Console.WriteLine(Invariant($"note: {Faults.Count:N0} images cannot be used; theirs are rows of NaN, which 'tercet mine --on-bad-image skip' leaves out:"));
            foreach (var fault in Faults.Take(InvalidInputException.ShownCases))
                Console.WriteLine($"  {fault}");
            if (Faults.Count > InvalidInputException.ShownCases)
                Console.WriteLine(Invariant($"  … and {Faults.Count - InvalidInputException.ShownCases:N0} more"));
        }
        var skip = Faults.Count > 0 ? " --on-bad-image skip" : "";
        ConsoleSummary.WriteNext(
        [
            ($"tercet mine --data {Invocation.Quote(Data)} --embeddings {Invocation.Quote(Out)}{skip} --out RUN", "triplets from these embeddings"),
            ($"numpy.load(\"{Out.Replace('\\', '/')}\")", "the embeddings in Python"),
        ]);
    }

    public string ToJson() => ConsoleSummary.ToJson(new JsonObject
    {
        ["file"] = Out,
        ["rows"] = Rows,
        ["dimensions"] = Dimensions,
        ["embedded"] = Embedded.Encoded,
        ["from-cache"] = Embedded.FromCache,
        ["images-sha256"] = Embedded.Sha256,
        ["encoder"] = new JsonObject
        {
            ["name"] = Encoder.Name,
            ["fingerprint"] = Encoder.Fingerprint,
            ["settings"] = new JsonObject(Encoder.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        },
        ["rows-without-embedding"] = Missing,
        ["bad-images"] = ConsoleSummary.ToJsonArray(Faults),
    });
}
