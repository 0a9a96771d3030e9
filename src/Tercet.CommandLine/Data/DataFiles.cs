using System.Security.Cryptography;
using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>The files that a command mines from.</summary>
public sealed record DataFiles
{
    /// <summary>The table or folder of items.</summary>
    public required string Data { get; init; }

    /// <summary>The table or folder of reference items; null without a catalog.</summary>
    public string? Catalog { get; init; }

    /// <summary>The folder that file names are relative to; null for that of the table.</summary>
    public string? Images { get; init; }

    /// <summary>Embeddings of the items; null where images are embedded.</summary>
    public string? Embeddings { get; init; }

    /// <summary>Embeddings of the catalog; null without a catalog, or where images are embedded.</summary>
    public string? CatalogEmbeddings { get; init; }

    /// <summary>The list column of embeddings in Parquet files; null for the only one.</summary>
    public string? EmbeddingColumn { get; init; }

    /// <summary>Pairs that are never anchor and negative; null for none.</summary>
    public string? Exclude { get; init; }

    /// <summary>The columns of the tables.</summary>
    public ItemTableOptions Table { get; init; } = new();

    /// <summary>The options that name <see cref="Table"/>'s columns, those that were specified.</summary>
    public IReadOnlyList<string> SpecifiedColumns { get; init; } = [];

    private IEnumerable<string> Tables => new[] { Data, Catalog }.OfType<string>();

    /// <summary>What contradicts itself.</summary>
    /// <param name="target">The folder that will be written to.</param>
    public IEnumerable<string> Faults(string target)
    {
        if (CatalogEmbeddings is not null && Catalog is null)
            yield return "--catalog-embeddings needs --catalog, the table of its rows.";
        if (CatalogEmbeddings is not null && Embeddings is null)
            yield return "--catalog-embeddings needs --embeddings: both must come from the same encoder.";
        if (Embeddings is not null && Catalog is not null && CatalogEmbeddings is null)
            yield return "--catalog with --embeddings needs --catalog-embeddings: both must come from the same encoder.";
        if (EmbeddingColumn is not null && Embeddings is null)
            yield return "--embedding-column needs --embeddings, the file with that column.";
        if (SpecifiedColumns.Count > 0 && Tables.All(Directory.Exists))
        {
            yield return $"{string.Join(", ", SpecifiedColumns)}: for a CSV file, but --data is a folder, where each sub-folder is a "
                + "class. Leave it out, or give a CSV file.";
        }
        if (Images is not null && Tables.All(Directory.Exists))
            yield return "--images: for a CSV file, but --data is a folder, whose images are in it. Leave out one of them.";
        else if (Images is not null && File.Exists(Data) && !Directory.Exists(Images))
            yield return $"--images {Images}: no such folder. Expected the one that file names in the table are relative to.";
        foreach (var folder in Tables.Where(Directory.Exists))
        {
            var inside = Path.GetRelativePath(folder, target);
            if (!Path.IsPathRooted(inside) && inside.Split('/', '\\')[0] != "..")
                yield return $"--out {target} lies inside {folder}, where its images would count as a class. Choose a folder "
                    + "beside it.";
        }
    }

    /// <summary>Notes the files as they are.</summary>
    public FileStamps Stamp() => new([Data, Catalog, Exclude, .. PartsOf(Embeddings), .. PartsOf(CatalogEmbeddings)]);

    /// <summary>Hashes the files of embeddings, all at once.</summary>
    public IReadOnlyList<ManifestInput> HashEmbeddings()
    {
        var files = new[] { ("embeddings", Embeddings), ("catalog-embeddings", CatalogEmbeddings) }
            .Where(file => file.Item2 is not null && Path.Exists(file.Item2));
        return [.. files.AsParallel().AsOrdered().Select(file => new ManifestInput(
            file.Item1, file.Item2!, FileHash.Sha256(EmbeddingFile.PartsOf(file.Item2!))))];
    }

    /// <summary>Reads the tables.</summary>
    /// <param name="inputs">Receives each file that is read.</param>
    /// <param name="splitColumn">The column of the split; null for none.</param>
    public DataTables ReadTables(ICollection<ManifestInput> inputs, string? splitColumn = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (splitColumn is not null && Directory.Exists(Data))
            throw new UsageException(
                "--split-column names a column of a CSV file, but --data is a folder. Leave it out, or give a CSV file.");
        var items = ReadTable(Data, "data", Table with { SplitColumn = splitColumn }, inputs);
        var catalog = Catalog is null ? null : ReadTable(Catalog, "catalog", Table, inputs);
        var otherFiles = items.OtherFiles + (catalog?.OtherFiles ?? 0);
        var tables = new DataTables(items.Table, catalog?.Table, [], otherFiles, items.Split)
        {
            Notes = [.. items.Notes, .. catalog is null ? [] : CatalogNotes.Of(items, catalog)],
        };
        if (Exclude is null)
            return tables;
        var excluded = ExcludedPairsFile.Read(Exclude, items.Table, catalog?.Table);
        inputs.Add(new ManifestInput("exclude", Exclude, excluded.Sha256));
        return tables with { ExcludedPairs = excluded.Pairs };
    }

    /// <summary>Opens the embeddings, or embeds the images.</summary>
    /// <param name="tables">The result of <see cref="ReadTables"/>.</param>
    /// <param name="encoding">How images are embedded.</param>
    /// <param name="encoder">The encoder; null where embeddings are given.</param>
    /// <param name="inputs">Receives each file that is read.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <param name="known">Inputs whose files are mapped and not hashed again; null where all are hashed.</param>
    public EmbeddedData Embed(
        DataTables tables, ImageEncoding encoding, ImageEncoder? encoder, ICollection<ManifestInput> inputs,
        ProgressDisplay display, CancellationToken cancellationToken, IReadOnlyList<ManifestInput>? known = null)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(display);
        EmbeddingMatrix Matrix(ItemTable table, string path, string? embeddings, string role)
        {
            if (encoder is null)
                return Open(embeddings!, role, inputs, known, display, cancellationToken);
            var images = ImageEncoding.FolderOf(path, Images);
            var result = encoding.Embed(
                encoder, table, item => table.Classes[item] is not null, path, images, display, cancellationToken);
            inputs.Add(new ManifestInput(role + "images", images, result.Sha256));
            return result.Embeddings;
        }

        var items = Matrix(tables.Items, Data, Embeddings, "");
        try
        {
            var catalog = tables.Catalog is null ? null : Matrix(tables.Catalog, Catalog!, CatalogEmbeddings, "catalog-");
            return new EmbeddedData(tables, items, catalog, encoding.Options.OnBadImage);
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    /// <summary>Adds the columns that were read to options.</summary>
    /// <param name="options">The options.</param>
    public ManifestOptions WithColumns(ManifestOptions options) => Directory.Exists(Data)
        ? options
        : options with { FileColumn = Table.FileColumn, ClassColumn = Table.ClassColumn, GroupColumn = Table.GroupColumn };

    private ItemTableFile ReadTable(string path, string role, ItemTableOptions columns, ICollection<ManifestInput> inputs)
    {
        ImageEncoding.RequireData(path);
        var file = Directory.Exists(path)
            ? ItemTableFile.ReadFolder(path)
            : ItemTableFile.ReadCsv(path, columns with
            {
                RequireFiles = Embeddings is null || (path == Data && SpecifiedColumns.Contains("--file-column")),
                UniqueFiles = Embeddings is null,
            });
        inputs.Add(new ManifestInput(role, path, file.Sha256, Encoding: file.EncodingName));
        return file;
    }

    private static IReadOnlyList<string> PartsOf(string? embeddings) =>
        embeddings is null ? [] : EmbeddingFile.PartsOf(embeddings);

    private EmbeddingMatrix Open(
        string embeddings, string role, ICollection<ManifestInput> inputs, IReadOnlyList<ManifestInput>? known,
        ProgressDisplay display, CancellationToken cancellationToken)
    {
        if (known?.FirstOrDefault(input => input.Role == role + "embeddings") is { } input)
        {
            inputs.Add(input);
            return display.Run($"Reading {embeddings}", _ => EmbeddingFile.Open(embeddings, EmbeddingColumn));
        }
        if (EmbeddingColumn is null && IsSmallNpy(embeddings))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var copy = display.Run($"Reading {embeddings}", _ => Read(embeddings, hash, cancellationToken));
            inputs.Add(new ManifestInput(role + "embeddings", embeddings, Convert.ToHexStringLower(hash.GetHashAndReset())));
            return copy;
        }
        var matrix = display.Run($"Reading {embeddings}", _ => EmbeddingFile.Open(embeddings, EmbeddingColumn));
        var digest = display.Run($"Hashing {embeddings}", _ => FileHash.Sha256(EmbeddingFile.PartsOf(embeddings)));
        inputs.Add(new ManifestInput(role + "embeddings", embeddings, digest));
        return matrix;
    }

    /// <summary>Whether a NumPy file takes at most a quarter of the memory; one that is larger is mapped.</summary>
    private static bool IsSmallNpy(string path) =>
        Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase)
        && new FileInfo(path) is { Exists: true, Length: > 0 and var bytes }
        && bytes <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    private static EmbeddingMatrix Read(string path, IncrementalHash hash, CancellationToken cancellationToken)
    {
        try
        {
            return EmbeddingMatrix.Read(path, hash, cancellationToken);
        }
        catch (EndOfStreamException)
        {
            throw new FileChangedException(path);
        }
    }
}
