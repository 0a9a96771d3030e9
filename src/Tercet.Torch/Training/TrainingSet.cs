namespace Tercet.Torch.Training;

/// <summary>
/// What an encoder is trained on: labelled items, what the encoder is shown of them, and which of them are held out.
/// </summary>
/// <example>
/// <code>
/// var items = new LabeledItems(labels);
/// var set = new TrainingSet(items, pixels, split: DataSplit.ByClass(items, testRatio: 0.2));
/// </code>
/// </example>
public sealed class TrainingSet
{
    private readonly int[] _trainRows;
    private readonly int[]? _catalogRows;

    /// <summary>Joins items, inputs and split.</summary>
    /// <param name="items">The items, and the catalog where there is one.</param>
    /// <param name="inputs">Row i is what the encoder is shown of item i: pixels, or the embedding of a frozen model.</param>
    /// <param name="catalogInputs">The same for the catalog; null exactly where there is no catalog.</param>
    /// <param name="split">What is held out; nothing where null.</param>
    /// <exception cref="InvalidInputException">There are catalog inputs without a catalog, or the other way round.</exception>
    public TrainingSet(LabeledItems items, EmbeddingMatrix inputs, EmbeddingMatrix? catalogInputs = null, DataSplit? split = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(inputs);
        if (items.Catalog is null != catalogInputs is null)
        {
            throw new InvalidInputException(items.Catalog is null
                ? $"{catalogInputs!.Name}: catalog inputs without a catalog. Give the catalog's table too, or leave both out."
                : $"{items.Catalog.Source}: a catalog without inputs. Give one row for each of its {items.Catalog.Count} rows, or leave it out.");
        }
        (Items, Inputs, CatalogInputs, Split) = (items, inputs, catalogInputs, split ?? DataSplit.None(items));
        _trainRows = [.. Split.TrainRows];
        if (items.Catalog is { } catalog)
        {
            var classes = _trainRows.Select(row => items.Items.Classes[row]).ToHashSet();
            _catalogRows = [.. Enumerable.Range(0, catalog.Count).Where(row => catalog.Classes[row] is { } label && classes.Contains(label))];
        }
    }

    /// <summary>The items, and the catalog where there is one.</summary>
    public LabeledItems Items { get; }

    /// <summary>What the encoder is shown of each item.</summary>
    public EmbeddingMatrix Inputs { get; }

    /// <summary>What it is shown of each catalog item; null without a catalog.</summary>
    public EmbeddingMatrix? CatalogInputs { get; }

    /// <summary>What is trained on and what is held out.</summary>
    public DataSplit Split { get; }

    /// <summary>The inputs that anchors are rows of.</summary>
    internal EmbeddingMatrix AnchorInputs => CatalogInputs ?? Inputs;

    /// <summary>The rows of the training items.</summary>
    internal IReadOnlyList<int> TrainRows => _trainRows;

    /// <summary>The catalog rows of training classes; null without a catalog.</summary>
    internal IReadOnlyList<int>? CatalogRows => _catalogRows;

    /// <summary>The same data with another split.</summary>
    /// <param name="split">What is held out.</param>
    public TrainingSet With(DataSplit split) => new(Items, Inputs, CatalogInputs, split);
}
