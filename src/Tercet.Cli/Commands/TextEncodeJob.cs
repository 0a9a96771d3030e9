using Tercet.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Commands;

/// <summary>A run of <c>tercet encode</c> with a text model.</summary>
internal sealed record TextEncodeJob
{
    public required string Data { get; init; }

    public required string TextColumn { get; init; }

    public required TextEncoding Encoding { get; init; }

    public required EmbeddingTarget Target { get; init; }

    public TextEncodeResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        Target.Require();
        if (Directory.Exists(Data))
            throw new InvalidInputException(
                $"{Data}: a folder, where a text model needs a CSV file with a column of texts. Write one, or name an image model.");
        var column = Tercet.Files.TextColumn.Read(Data, TextColumn);
        using var encoder = Encoding.Open();
        var embedded = Encoding.Embed(encoder, column.Texts, column.LocationOf, Data, display, cancellationToken);
        using var matrix = embedded.Embeddings;
        Target.Write(matrix, display, cancellationToken);
        return new TextEncodeResult
        {
            Column = column,
            Embedded = embedded,
            Summary = new EncodeSummary(
                Target.Path, column.Texts.Count, encoder.Dimensions, TextEncoding.Describe(encoder), embedded.Encoded,
                embedded.FromCache, Encoding.Options.Cache),
            MaxTokens = encoder.MaxTokens,
        };
    }
}
