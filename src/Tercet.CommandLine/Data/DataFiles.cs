using System.Security.Cryptography;
using Tercet.CommandLine.Options;
using Tercet.Vision.Encoders;

namespace Tercet.CommandLine.Data;

/// <summary>The files that a command makes triplets from.</summary>
public sealed record DataFiles
{
    public required string Data { get; init; }
    public string? Catalog { get; init; }
    public string? Images { get; init; }
    public string? Embeddings { get; init; }
    public string? CatalogEmbeddings { get; init; }
    public string? Exclude { get; init; }
    public ItemTableOptions Table { get; init; } = new();

    /// <summary>What contradicts itself, in words.</summary>
    /// <param name="target">The folder that will be written to.</param>
    public IEnumerable<string> Faults(string target)
    {
        if (CatalogEmbeddings is not null && Catalog is null)
            yield return "--catalog-embeddings needs --catalog, the table of its rows.";
        if (CatalogEmbeddings is not null && Embeddings is null)
            yield return "--catalog-embeddings needs --embeddings: both must come from the same encoder.";
        if (Embeddings is not null && Catalog is not null && CatalogEmbeddings is null)
            yield return "--catalog with --embeddings needs --catalog-embeddings: both must come from the same encoder.";
        if (Table.GroupColumn is not null && Directory.Exists(Data))
            yield return "--group-column names a column of a CSV file, but --data is a folder.";
        foreach (var folder in new[] { Data, Catalog }.Where(Directory.Exists))
        {
            var inside = Path.GetRelativePath(folder!, target);
            if (!Path.IsPathRooted(inside) && inside.Split('/', '\\')[0] != "..")
                yield return $"--out {target} lies inside {folder}, where its pictures would be taken for a class. Choose a folder beside it.";
        }
    }

    /// <summary>Reads the tables.</summary>
    /// <param name="inputs">Is told of each file.</param>
    public (Dataset Data, ExcludedPairs? Excluded) ReadTables(List<ManifestInput> inputs)
    {
        var items = ReadTable(Data, "data", inputs);
        var data = new Dataset(items, Catalog is null ? null : ReadTable(Catalog, "catalog", inputs));
        if (Exclude is null)
            return (data, null);
        var excluded = ExcludedPairsFile.Read(Exclude, data.Items, data.Catalog);
        inputs.Add(new ManifestInput("exclude", Exclude, excluded.Sha256));
        return (data, excluded.Pairs);
    }

    /// <summary>Opens the embeddings, or embeds the images.</summary>
    /// <param name="data">What <see cref="ReadTables"/> gave.</param>
    /// <param name="encoding">How images are embedded.</param>
    /// <param name="encoder">What embeds them; null where embeddings are given.</param>
    /// <param name="inputs">Is told of each file.</param>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public EmbeddedData Embed(
        Dataset data, ImageEncoding encoding, ImageEncoder? encoder, List<ManifestInput> inputs, ProgressDisplay display, CancellationToken cancellationToken)
    {
        EmbeddingMatrix Matrix(ItemTable table, string path, string? embeddings, string role)
        {
            if (encoder is null)
                return Open(embeddings!, role, inputs, display);
            var images = ImageEncoding.FolderOf(path, Images);
            var result = encoding.Embed(encoder, table, item => table.Classes[item] is not null, path, images, display, cancellationToken);
            inputs.Add(new ManifestInput(role + "images", images, result.Sha256));
            return result.Embeddings;
        }

        var items = Matrix(data.Items, Data, Embeddings, "");
        try
        {
            var catalog = data.Catalog is null ? null : Matrix(data.Catalog, Catalog!, CatalogEmbeddings, "catalog-");
            return new EmbeddedData(data, items, catalog, encoding.Options.OnBadImage);
        }
        catch
        {
            items.Dispose();
            throw;
        }
    }

    /// <summary>Options with the columns that were read.</summary>
    public ManifestOptions WithColumns(ManifestOptions options) => Directory.Exists(Data)
        ? options
        : options with { FileColumn = Table.FileColumn, ClassColumn = Table.ClassColumn, GroupColumn = Table.GroupColumn };

    private ItemTable ReadTable(string path, string role, List<ManifestInput> inputs)
    {
        ImageEncoding.RequireData(path);
        var file = Directory.Exists(path)
            ? ItemTableFile.ReadFolder(path)
            : ItemTableFile.ReadCsv(path, Table with { RequireFiles = Embeddings is null });
        inputs.Add(new ManifestInput(role, path, file.Sha256, Encoding: file.EncodingName));
        return file.Table;
    }

    private static EmbeddingMatrix Open(string embeddings, string role, List<ManifestInput> inputs, ProgressDisplay display)
    {
        var matrix = display.Run($"Reading {embeddings}", _ => EmbeddingFile.Open(embeddings));
        using var file = File.OpenRead(embeddings);
        inputs.Add(new ManifestInput(role + "embeddings", embeddings, Convert.ToHexStringLower(SHA256.HashData(file))));
        return matrix;
    }
}
