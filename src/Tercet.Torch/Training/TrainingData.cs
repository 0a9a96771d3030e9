namespace Tercet.Torch.Training;

/// <summary>
/// The training split of a source as a data set of its own: items of the test split have neither a class nor an embedding there.
/// </summary>
internal sealed class TrainingData
{
    /// <summary>Anchors, at most, whose dispersion is measured.</summary>
    private const int MaxSample = 256;

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
            CatalogRows =
            [
                .. Enumerable.Range(0, catalog.Count).Where(row => classes.Contains(source.Data.CatalogClasses![row])),
            ];
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

    /// <summary>The inputs of some anchors, evenly spread over the training split, to measure dispersion on.</summary>
    public (EmbeddingMatrix Inputs, int[] Rows) DispersionSample
    {
        get
        {
            var (inputs, anchors) = CatalogRows is { } rows
                ? (_source.AnchorEmbeddings, rows)
                : (_source.ItemEmbeddings, ItemRows);
            var count = Math.Min(anchors.Length, MaxSample);
            return (inputs, [.. Enumerable.Range(0, count).Select(i => anchors[(int)((long)i * anchors.Length / count)])]);
        }
    }

    /// <summary>The training split with new embeddings, or with the inputs where there are none.</summary>
    /// <param name="items">Row i for item i, NaN for those of the test split.</param>
    /// <param name="catalog">The same for the catalog.</param>
    public MiningSource With(EmbeddingMatrix? items, EmbeddingMatrix? catalog)
    {
        var anchors = CatalogRows is null ? null : catalog ?? _source.AnchorEmbeddings;
        return new MiningSource(_data, items ?? _source.ItemEmbeddings, anchors, _source.Excluded);
    }
}
