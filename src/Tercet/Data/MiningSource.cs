
namespace Tercet;

/// <summary>What triplets are mined from: labelled items, their embeddings, and pairs that must not meet.</summary>
public sealed class MiningSource
{
    /// <summary>Joins data and embeddings.</summary>
    /// <param name="data">The items, and the catalog where there is one.</param>
    /// <param name="itemEmbeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.</param>
    /// <param name="excluded">Pairs that must never be anchor and negative; null for none.</param>
    /// <exception cref="InvalidInputException">Row counts or dimensions do not fit, items that have a class have no embedding, groups stand in one table only, or pairs name rows that are not there.</exception>
    public MiningSource(Dataset data, EmbeddingMatrix itemEmbeddings, EmbeddingMatrix? catalogEmbeddings = null, ExcludedPairs? excluded = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(itemEmbeddings);
        if (data.Catalog is null != catalogEmbeddings is null)
            throw new InvalidInputException(data.Catalog is null
                ? $"{catalogEmbeddings!.Name}: catalog embeddings without a catalog. Give the catalog's table too, or leave both out."
                : $"{data.Catalog.Source}: a catalog without embeddings. Give one row of embeddings for each of its {data.Catalog.Count} rows, or leave it out.");
        (Data, ItemEmbeddings, AnchorEmbeddings, Excluded) = (data, itemEmbeddings, catalogEmbeddings ?? itemEmbeddings, excluded);
        RequireRows(data.Items, itemEmbeddings);
        RequireRows(data.Anchors, AnchorEmbeddings);
        if (AnchorEmbeddings.Dimensions != itemEmbeddings.Dimensions)
            throw new InvalidInputException($"{AnchorEmbeddings.Name} has {AnchorEmbeddings.Dimensions} components a row, {itemEmbeddings.Name} {itemEmbeddings.Dimensions}. Expected both from the same encoder.");
        if (data.Catalog is { } catalog && catalog.Groups is null != data.Items.Groups is null)
            throw new InvalidInputException($"groups stand in only one of {data.Items.Source} and {catalog.Source}. Expected the group column in both.");
        RequireEmbeddings(data.Items, itemEmbeddings);
        if (data.Catalog is not null)
            RequireEmbeddings(data.Catalog, AnchorEmbeddings);
        RequirePairs(data, excluded);
    }

    /// <summary>The items, and the catalog where there is one.</summary>
    public Dataset Data { get; }

    /// <summary>The items' embeddings.</summary>
    public EmbeddingMatrix ItemEmbeddings { get; }

    /// <summary>The embeddings that anchors are rows of: the catalog's where there is one, else the items'.</summary>
    public EmbeddingMatrix AnchorEmbeddings { get; }

    /// <summary>Pairs that must never be anchor and negative.</summary>
    public ExcludedPairs? Excluded { get; }

    /// <summary>Whether anchors and items have files, or other keys, by which they can be named.</summary>
    internal bool HasFiles => Data.Items.Files is not null && Data.Anchors.Files is not null;

    private static void RequirePairs(Dataset data, ExcludedPairs? excluded)
    {
        var (anchors, items) = (data.Anchors, data.Items);
        var strangers = excluded?.OutOf(anchors.Count, items.Count).Select(pair => FormattableString.Invariant($"{pair.Anchor}, {pair.Negative}")).ToList();
        if (strangers?.Count > 0)
            throw new InvalidInputException(
                $"excluded pairs: {strangers.Count} name rows that are not in the data", strangers,
                $"Expected anchors from 0 to {anchors.Count - 1} (rows of {anchors.Source}) and negatives from 0 to {items.Count - 1} (rows of {items.Source}).");
    }

    internal static void RequireRows(ItemTable table, EmbeddingMatrix matrix)
    {
        if (matrix.Count != table.Count)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{matrix.Name} has {matrix.Count} rows, {table.Source} {table.Count}. Expected one row of embeddings for each row below the header, in the same order, those without a class included."));
    }

    private static void RequireEmbeddings(ItemTable table, EmbeddingMatrix matrix)
    {
        var missing = matrix.MissingRows.Where(row => table.Classes[row] is not null).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{matrix.Name}: {missing.Count} rows have no embedding (every component NaN)",
                [.. missing.Select(row => $"{table.Source}, {table.Describe(row)}")],
                "Expected one for every item that has a class. Encode them, clear their class, or leave them out with --on-bad-image skip.");
    }
}
