using Tercet.CommandLine;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>The result of <see cref="EncodeJob"/>.</summary>
internal sealed record EncodeResult
{
    public required string Data { get; init; }

    public required EncodeSummary Summary { get; init; }

    public required EmbeddedImages Embedded { get; init; }

    public required int Missing { get; init; }

    public required IReadOnlyList<string> BadImages { get; init; }

    public void Print(ProgressDisplay display)
    {
        Summary.Print("images", display);
        if (Missing > BadImages.Count)
            ConsoleSummary.WriteNotes(
                [Invariant($"{Missing - BadImages.Count:N0} rows name no image; their embeddings are NaN.")]);
        PrintBadImages();
        var skip = BadImages.Count > 0 ? " --on-bad-image skip" : "";
        Summary.PrintNext(
            $"tercet mine --data {Invocation.Quote(Data)} --embeddings {Invocation.Quote(Summary.Out)}{skip} --out RUN");
    }

    public string ToJson()
    {
        var json = Summary.ToJson(("images-sha256", Embedded.Sha256));
        json["rows-without-embedding"] = Missing;
        json["bad-images"] = ConsoleSummary.ToJsonArray(BadImages);
        return ConsoleSummary.ToJson(json);
    }

    private void PrintBadImages()
    {
        if (BadImages.Count == 0)
            return;
        var shown = string.Concat(BadImages.Take(InvalidInputException.ShownCases).Select(image => $"\n  {image}"));
        var more = BadImages.Count - InvalidInputException.ShownCases;
        ConsoleSummary.WriteNotes(
        [
            Invariant($"{BadImages.Count:N0} images cannot be used; their embeddings are NaN, ")
            + $"and 'tercet mine --on-bad-image skip' skips them:{shown}" + (more > 0 ? Invariant($"\n  … and {more:N0} more") : ""),
        ]);
    }
}
