using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>Items and catalog with their embeddings.</summary>
public sealed class EmbeddedData : IDisposable
{
    private readonly bool _areDuplicatesKept;

    /// <summary>Joins tables and embeddings.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="items">Row i is the embedding of item i.</param>
    /// <param name="catalog">The same for the catalog; null without one.</param>
    /// <param name="onMissing">How items without an embedding are treated.</param>
    /// <param name="duplicates">What is done about items that are on both sides; null for the default.</param>
    public EmbeddedData(
        DataTables tables, EmbeddingMatrix items, EmbeddingMatrix? catalog, BadImageHandling onMissing,
        DuplicateHandling? duplicates = null)
    {
        (Items, Catalog) = (items, catalog);
        if (onMissing == BadImageHandling.Skip)
            tables = WithoutMissing(tables, items, catalog);
        _areDuplicatesKept = tables.Pairs is null && duplicates is (null or DuplicateHandling.Keep);
        Tables = SameItems.Resolve(tables, items, catalog, duplicates);
    }

    /// <summary>The tables, without skipped items.</summary>
    public DataTables Tables { get; }

    /// <summary>The embeddings of the items.</summary>
    public EmbeddingMatrix Items { get; }

    /// <summary>The embeddings of the catalog; null without one.</summary>
    public EmbeddingMatrix? Catalog { get; }

    /// <summary>What is likely a mistake in the embeddings: one sentence each.</summary>
    public IEnumerable<string> Notes => _areDuplicatesKept && EqualEmbeddings.Find(Tables.Items, Items) is { } note ? [note] : [];

    /// <summary>Closes the embeddings.</summary>
    public void Dispose()
    {
        Items.Dispose();
        Catalog?.Dispose();
    }

    /// <summary>Skips items without an embedding, and those of classes that have no catalog item with one.</summary>
    private static DataTables WithoutMissing(DataTables tables, EmbeddingMatrix items, EmbeddingMatrix? catalog)
    {
        var rest = tables.Items.Without(items.MissingRows);
        if (catalog is null)
            return tables with { Items = rest };
        if (tables.Pairs is not null)
            return tables with { Items = rest, Catalog = tables.Catalog!.Without(catalog.MissingRows) };
        var references = tables.Catalog!.Without(catalog.MissingRows);
        var labels = references.Classes.SelectMany(tables.LabelsOf).ToHashSet(StringComparer.Ordinal);
        var withoutReference = Enumerable.Range(0, rest.Count).Where(i => !tables.LabelsOf(rest.Classes[i]).All(labels.Contains));
        return tables with { Items = rest.Without([.. withoutReference]), Catalog = references };
    }
}
