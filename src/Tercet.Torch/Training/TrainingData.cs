
namespace Tercet.Torch.Training;

/// <summary>
/// The training split of a source, as data of their own: items of the test split have no class there, and no embedding.
/// </summary>
internal sealed class TrainingData
{
    private readonly MiningSource _source;
    private readonly Dataset _data;

    public TrainingData(MiningSource source, MiningOptions options)
    {
        _source = source;
        var (train, test) = Splitter.Create(source.Data, options.TestRatio, options.SplitBy, options.Seed);
        var items = test is null ? source.Data.Items : source.Data.Items.Without(test.Items);
        ItemRows = train.Items;
        if (source.Data.Catalog is { } catalog)
        {
            var classes = train.Items.Select(item => source.Data.ItemClasses[item]).ToHashSet();
            CatalogRows = [.. Enumerable.Range(0, catalog.Count).Where(row => classes.Contains(source.Data.CatalogClasses![row]))];
            catalog = catalog.Without([.. Enumerable.Range(0, catalog.Count).Except(CatalogRows)]);
            _data = new Dataset(items, catalog);
        }
        else
        {
            _data = new Dataset(items);
        }
        TestItemRows = test?.Items ?? [];
        Classes = train.Classes;
    }

    /// <summary>The rows of training items.</summary>
    public int[] ItemRows { get; }

    /// <summary>The catalog rows of training classes; null without a catalog.</summary>
    public int[]? CatalogRows { get; }

    /// <summary>Classes of the training split.</summary>
    public int Classes { get; }

    /// <summary>The rows of items held out.</summary>
    public int[] TestItemRows { get; }

    /// <summary>The training split with embeddings of its own, or with the inputs where there are none.</summary>
    /// <param name="items">Row i for item i, of NaN for those of the test split.</param>
    /// <param name="catalog">The same for the catalog.</param>
    public MiningSource With(EmbeddingMatrix? items, EmbeddingMatrix? catalog) =>
        new(_data, items ?? _source.ItemEmbeddings, CatalogRows is null ? null : catalog ?? _source.AnchorEmbeddings, _source.Excluded);
}
