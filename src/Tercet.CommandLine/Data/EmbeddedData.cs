using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>Items and catalog with their embeddings.</summary>
public sealed class EmbeddedData : IDisposable
{
    /// <summary>Joins tables and embeddings.</summary>
    /// <param name="data">The tables.</param>
    /// <param name="items">Row i is the embedding of item i.</param>
    /// <param name="catalog">The same for the catalog; null without one.</param>
    /// <param name="onMissing">How items without an embedding are treated.</param>
    public EmbeddedData(Dataset data, EmbeddingMatrix items, EmbeddingMatrix? catalog, BadImages onMissing) =>
        (Data, Items, Catalog) = (onMissing == BadImages.Skip ? WithoutMissing(data, items, catalog) : data, items, catalog);

    /// <summary>The tables, without skipped items.</summary>
    public Dataset Data { get; }

    /// <summary>The embeddings of the items.</summary>
    public EmbeddingMatrix Items { get; }

    /// <summary>The embeddings of the catalog; null without one.</summary>
    public EmbeddingMatrix? Catalog { get; }

    /// <summary>Closes the embeddings.</summary>
    public void Dispose()
    {
        Items.Dispose();
        Catalog?.Dispose();
    }

    /// <summary>Skips items without an embedding, and those of classes that have no catalog item with one.</summary>
    private static Dataset WithoutMissing(Dataset data, EmbeddingMatrix items, EmbeddingMatrix? catalog)
    {
        var rest = data.Items.Without(items.MissingRows);
        if (catalog is null)
            return new Dataset(rest);
        var references = data.Catalog!.Without(catalog.MissingRows);
        var classes = references.Classes.ToHashSet();
        var withoutReference = Enumerable.Range(0, rest.Count).Where(i => !classes.Contains(rest.Classes[i]));
        return new Dataset(rest.Without([.. withoutReference]), references);
    }
}
