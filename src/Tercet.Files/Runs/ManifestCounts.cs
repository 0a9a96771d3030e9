namespace Tercet.Files;

/// <summary>Counts of the data.</summary>
/// <param name="Items">Rows of the data, those without a class included.</param>
/// <param name="Classes">Classes among the items.</param>
/// <param name="CatalogItems">Rows of the catalog; null without one.</param>
/// <param name="Dimensions">Components of an embedding.</param>
public sealed record ManifestCounts(int Items, int Classes, int? CatalogItems, int Dimensions)
{
    /// <summary>Groups with items in both training and test split; null where there are none.</summary>
    public int? SharedGroups { get; init; }

    /// <summary>Pairs of a query and its positive; null where the data are labelled items.</summary>
    public long? Pairs { get; init; }

    /// <summary>Pairs with a score of a teacher; null for none.</summary>
    public int? Scores { get; init; }

    /// <summary>Counts what was read.</summary>
    /// <param name="items">The items.</param>
    /// <param name="split">How they are split.</param>
    /// <param name="dimensions">Components of an embedding.</param>
    public static ManifestCounts Of(LabeledItems items, DataSplit split, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(split);
        var shared = split.CountSharedGroups(items);
        return new ManifestCounts(items.Items.Count, items.ClassNames.Count, items.Catalog?.Count, dimensions)
        {
            SharedGroups = shared == 0 ? null : shared,
            Pairs = items.CountPairs(),
            Scores = items.Scores?.Count,
        };
    }
}
