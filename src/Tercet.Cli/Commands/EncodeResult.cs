using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>The result of <see cref="EncodeJob"/>.</summary>
internal sealed record EncodeResult
{
    public required string Data { get; init; }

    public required string Out { get; init; }

    public required ManifestEncoder Encoder { get; init; }

    public required EmbeddedImages Embedded { get; init; }

    public required int Rows { get; init; }

    public required int Dimensions { get; init; }

    public required int Missing { get; init; }

    public required IReadOnlyList<string> BadImages { get; init; }

    public string? Cache { get; init; }

    public void Print(ProgressDisplay display)
    {
        Console.WriteLine(Invariant($"{Rows:N0} rows of {Dimensions:N0} components, float32, in {Out}."));
        Console.WriteLine();
        var distinct = Embedded.Encoded + Embedded.FromCache;
        var cache = Cache is null ? "no cache" : Invariant($"{Embedded.FromCache:N0} from the cache in {Cache}");
        ConsoleSummary.WritePairs(
        [
            ("encoder", Encoder.Description),
            ("images", Invariant($"{distinct:N0} distinct: {Embedded.Encoded:N0} embedded now, {cache}")),
            ("time", display.Times),
        ]);
        if (Missing > BadImages.Count)
            ConsoleSummary.WriteNotes(
                [Invariant($"{Missing - BadImages.Count:N0} rows name no image; their embeddings are NaN.")]);
        PrintBadImages();
        var skip = BadImages.Count > 0 ? " --on-bad-image skip" : "";
        ConsoleSummary.WriteNext(
        [
            (
                $"tercet mine --data {Invocation.Quote(Data)} --embeddings {Invocation.Quote(Out)}{skip} --out RUN",
                "triplets from these embeddings"),
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
        ["encoder"] = ToJson(Encoder),
        ["rows-without-embedding"] = Missing,
        ["bad-images"] = ConsoleSummary.ToJsonArray(BadImages),
    });

    /// <summary>An encoder, with all that determines its embeddings.</summary>
    public static JsonObject ToJson(ManifestEncoder encoder) => new()
    {
        ["name"] = encoder.Name,
        ["fingerprint"] = encoder.Fingerprint,
        ["settings"] = new JsonObject(
            encoder.Settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
    };

    private void PrintBadImages()
    {
        if (BadImages.Count == 0)
            return;
        ConsoleSummary.WriteNotes(
        [
            Invariant($"{BadImages.Count:N0} images cannot be used; their embeddings are NaN, ")
            + "and 'tercet mine --on-bad-image skip' skips them:",
        ]);
        ConsoleSummary.WriteFiles(BadImages.Take(InvalidInputException.ShownCases));
        if (BadImages.Count > InvalidInputException.ShownCases)
            Console.WriteLine(Invariant($"  … and {BadImages.Count - InvalidInputException.ShownCases:N0} more"));
    }
}
