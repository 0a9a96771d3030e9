using Tercet.CommandLine.Options;
using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>Items and catalog with their embeddings.</summary>
public sealed class EmbeddedData : IDisposable
{
    /// <param name="data">The tables.</param>
    /// <param name="items">Row i for item i.</param>
    /// <param name="catalog">The same for the catalog; null without one.</param>
    /// <param name="onMissing">What becomes of items without an embedding.</param>
    public EmbeddedData(Dataset data, EmbeddingMatrix items, EmbeddingMatrix? catalog, BadImages onMissing) =>
        (Data, Items, Catalog) = (onMissing == BadImages.Skip ? WithoutMissing(data, items, catalog) : data, items, catalog);

    public Dataset Data { get; }

    public EmbeddingMatrix Items { get; }

    public EmbeddingMatrix? Catalog { get; }

    public void Dispose()
    {
        Items.Dispose();
        Catalog?.Dispose();
    }

    /// <summary>Leaves out items without an embedding, and those of classes whose catalog items are all without one.</summary>
    private static Dataset WithoutMissing(Dataset data, EmbeddingMatrix items, EmbeddingMatrix? catalog)
    {
        var rest = data.Items.Without(items.MissingRows);
        if (catalog is null)
            return new Dataset(rest);
        var references = data.Catalog!.Without(catalog.MissingRows);
        var classes = references.Classes.ToHashSet();
        return new Dataset(rest.Without([.. Enumerable.Range(0, rest.Count).Where(i => !classes.Contains(rest.Classes[i]))]), references);
    }
}
