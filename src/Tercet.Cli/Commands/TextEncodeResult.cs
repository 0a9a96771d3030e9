using Tercet.CommandLine;
using Tercet.Vision;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>The result of <see cref="TextEncodeJob"/>.</summary>
internal sealed record TextEncodeResult
{
    public required TextColumn Column { get; init; }

    public required EmbeddedTexts Embedded { get; init; }

    public required EncodeSummary Summary { get; init; }

    public required int MaxTokens { get; init; }

    public void Print(ProgressDisplay display)
    {
        Summary.Print("texts", display);
        if (Embedded.Truncated > 0)
            ConsoleSummary.WriteNotes(
                [Invariant($"{Embedded.Truncated:N0} of {Summary.Rows:N0} texts have more than {MaxTokens:N0} tokens and were truncated.")]);
        Summary.PrintNext(
            $"tercet mine --queries QUERIES --query-embeddings Q.npy --passages {Invocation.Quote(Column.Path)} "
            + $"--passage-embeddings {Invocation.Quote(Summary.Out)} --pairs PAIRS --out RUN");
    }

    public string ToJson()
    {
        var json = Summary.ToJson(("data-sha256", Column.Sha256));
        json["truncated-texts"] = Embedded.Truncated;
        return ConsoleSummary.ToJson(json);
    }
}
