using System.Security.Cryptography;
using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>The files that a command mines from: labelled items, or queries and passages.</summary>
public abstract record InputFiles
{
    private protected InputFiles()
    {
    }

    /// <summary>The table or folder of items, or of passages.</summary>
    public required string Data { get; init; }

    /// <summary>The table or folder of reference items, or of queries; null without one.</summary>
    public string? Catalog { get; init; }

    /// <summary>The folder that file names are relative to; null for that of the table.</summary>
    public string? Images { get; init; }

    /// <summary>Embeddings of the items; null where they are embedded.</summary>
    public string? Embeddings { get; init; }

    /// <summary>Embeddings of the catalog; null without a catalog, or where it is embedded.</summary>
    public string? CatalogEmbeddings { get; init; }

    /// <summary>The list column of embeddings in Parquet files; null for the only one.</summary>
    public string? EmbeddingColumn { get; init; }

    /// <summary>Pairs that are never anchor and negative; null for none.</summary>
    public string? Exclude { get; init; }

    /// <summary>What is done about items that are on both sides; null for the default.</summary>
    public DuplicateHandling? Duplicates { get; init; }

    /// <summary>What stands before the role of a file of items, and of the catalog, in a manifest.</summary>
    private protected abstract (string Items, string Catalog) Roles { get; }

    /// <summary>Tables beside <see cref="Data"/> and <see cref="Catalog"/>.</summary>
    private protected abstract IEnumerable<string?> OtherTables { get; }

    /// <summary>What contradicts itself.</summary>
    /// <param name="target">The folder that will be written to.</param>
    public abstract IEnumerable<string> Faults(string target);

    /// <summary>Reads the tables.</summary>
    /// <param name="inputs">Receives each file that is read.</param>
    /// <param name="splitColumn">The column of the split; null for none.</param>
    public abstract DataTables ReadTables(ICollection<ManifestInput> inputs, string? splitColumn = null);

    /// <summary>Adds the columns that were read to options.</summary>
    /// <param name="options">The options.</param>
    public abstract ManifestOptions WithColumns(ManifestOptions options);

    /// <summary>Notes the files as they are.</summary>
    public FileStamps Stamp() =>
        new([Data, Catalog, Exclude, .. OtherTables, .. PartsOf(Embeddings), .. PartsOf(CatalogEmbeddings)]);

    /// <summary>Hashes the files of embeddings, all at once.</summary>
    public IReadOnlyList<ManifestInput> HashEmbeddings()
    {
        var files = new[] { (Roles.Items + "embeddings", Embeddings), (Roles.Catalog + "embeddings", CatalogEmbeddings) }
            .Where(file => file.Item2 is not null && Path.Exists(file.Item2));
        return [.. files.AsParallel().AsOrdered().Select(file => new ManifestInput(
            file.Item1, file.Item2!, FileHash.Sha256(EmbeddingFile.PartsOf(file.Item2!))))];
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
                encoder, table, table.TakesPart, path, images, display, cancellationToken);
            inputs.Add(new ManifestInput(role + "images", images, result.Sha256));
            return result.Embeddings;
        }

        var items = Matrix(tables.Items, Data, Embeddings, Roles.Items);
        try
        {
            var catalog = tables.Catalog is null ? null : Matrix(tables.Catalog, Catalog!, CatalogEmbeddings, Roles.Catalog);
            return new EmbeddedData(tables, items, catalog, encoding.Options.OnBadImage, Duplicates);
        }
        catch
        {
            items.Dispose();
            throw;
        }
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
