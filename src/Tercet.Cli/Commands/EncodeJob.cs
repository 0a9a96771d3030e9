using Tercet.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.Cli.Commands;

/// <summary>A run of <c>tercet encode</c>.</summary>
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
        RequireTarget();
        var table = ReadTable().Table;
        using var encoder = Encoding.Open();
        var embedded = Encoding.Embed(
            encoder, table, item => table.Files![item].Length > 0, Data, Folder, display, cancellationToken);
        using var matrix = embedded.Embeddings;
        display.Run($"Writing {Out}", progress => Write(matrix, progress, cancellationToken));
        return new EncodeResult
        {
            Data = Data,
            Out = Out,
            Encoder = ImageEncoding.Describe(encoder),
            Embedded = embedded,
            Rows = matrix.Count,
            Dimensions = matrix.Dimensions,
            Missing = matrix.MissingRows.Count,
            BadImages = [.. embedded.Faults.Select(fault => $"{table.Describe(fault.Key)}: {fault.Value}")],
            Cache = Encoding.Options.Cache,
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

    private void Write(EmbeddingMatrix matrix, IProgress<WorkProgress> progress, CancellationToken cancellationToken)
    {
        using var writer = new NpyWriter(Out, matrix.Count, matrix.Dimensions);
        var row = new float[matrix.Dimensions];
        for (var i = 0; i < matrix.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            matrix.CopyRow(i, row);
            writer.WriteRow(i, row);
            progress.Report(new WorkProgress("", i + 1, matrix.Count));
        }
        writer.Complete();
    }

    private void RequireTarget()
    {
        if (!Out.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"--out is '{Out}'; expected a file name that ends in .npy, such as items.npy.");
        if (Path.GetDirectoryName(Out) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new InvalidInputException(
                $"{folder}: no such folder. Expected a folder to write {Path.GetFileName(Out)} to. Create it, or choose another "
                    + "with --out.");
        }
        if (File.Exists(Out) && !Overwrite)
            throw new InvalidInputException($"{Out}: the file exists already. Choose another name, or overwrite it with "
                + "--force.");
    }
}
