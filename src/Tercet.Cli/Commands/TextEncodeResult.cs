using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>The result of <see cref="TextEncodeJob"/>.</summary>
internal sealed record TextEncodeResult
{
    public required TextColumn Column { get; init; }

    public required string Out { get; init; }

    public required ManifestEncoder Encoder { get; init; }

    public required EmbeddedTexts Embedded { get; init; }

    public required int Dimensions { get; init; }

    public required int MaxTokens { get; init; }

    public string? Cache { get; init; }

    private int Rows => Column.Texts.Count;

    public void Print(ProgressDisplay display)
    {
        Console.WriteLine(Invariant($"{Rows:N0} rows of {Dimensions:N0} components, float32, in {Out}."));
        Console.WriteLine();
        var distinct = Embedded.Encoded + Embedded.FromCache;
        var cache = Cache is null ? "no cache" : Invariant($"{Embedded.FromCache:N0} from the cache in {Cache}");
        ConsoleSummary.WritePairs(
        [
            ("encoder", Encoder.Description),
            ("texts", Invariant($"{distinct:N0} distinct: {Embedded.Encoded:N0} embedded now, {cache}")),
            ("time", display.Times),
        ]);
        if (Embedded.Truncated > 0)
            ConsoleSummary.WriteNotes(
                [Invariant($"{Embedded.Truncated:N0} of {Rows:N0} texts have more than {MaxTokens:N0} tokens and were truncated.")]);
        ConsoleSummary.WriteNext(
        [
            (
                $"tercet mine --data {Invocation.Quote(Column.Path)} --embeddings {Invocation.Quote(Out)} --out RUN",
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
        ["data-sha256"] = Column.Sha256,
        ["encoder"] = EncodeResult.ToJson(Encoder),
        ["truncated-texts"] = Embedded.Truncated,
    });
}
