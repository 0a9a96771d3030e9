using Tercet.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Commands;

/// <summary>A run of <c>tercet encode</c> with an image encoder.</summary>
internal sealed record EncodeJob
{
    public required string Data { get; init; }

    public string? Images { get; init; }

    public required string FileColumn { get; init; }

    public required ImageEncoding Encoding { get; init; }

    public required string Out { get; init; }

    public bool Overwrite { get; init; }

    public EncodeResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        var target = new EmbeddingTarget(Out, Overwrite);
        target.Require();
        var table = ReadTable().Table;
        using var encoder = Encoding.Open();
        var embedded = Encoding.Embed(
            encoder, table, item => table.Files![item].Length > 0, Data, Folder, display, cancellationToken);
        using var matrix = embedded.Embeddings;
        target.Write(matrix, display, cancellationToken);
        return new EncodeResult
        {
            Data = Data,
            Embedded = embedded,
            Summary = new EncodeSummary(
                Out, matrix.Count, matrix.Dimensions, ImageEncoding.Describe(encoder), embedded.Encoded, embedded.FromCache,
                Encoding.Options.Cache),
            Missing = matrix.MissingRows.Count,
            BadImages = [.. embedded.Faults.Select(fault => $"{table.Describe(fault.Key)}: {fault.Value}")],
        };
    }

    /// <summary>The folder that file names are relative to.</summary>
    public string Folder => ImageEncoding.FolderOf(Data, Images);

    /// <summary>Reads the table of images.</summary>
    public ItemTableFile ReadTable()
    {
        ImageEncoding.RequireData(Data);
        return Directory.Exists(Data)
            ? ItemTableFile.ReadFolder(Data)
            : ItemTableFile.ReadCsv(Data, new ItemTableOptions { FileColumn = FileColumn, RequireClasses = false });
    }
}
