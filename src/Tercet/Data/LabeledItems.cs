using System.Globalization;

namespace Tercet;

/// <summary>
/// The data as known before any embedding: the class of each item, the catalog of reference items where there is one,
/// groups, and excluded pairs. Classes of items and catalog share one numbering.
/// </summary>
/// <example><code>
/// var items = new LabeledItems(["cat", "cat", "dog", "dog"]);
/// var withGroups = new LabeledItems(new ItemTable(labels, groups: photographers));
/// var withCatalog = new LabeledItems(new ItemTable(labels), catalog: new ItemTable(catalogLabels));
/// </code></example>
public sealed class LabeledItems
{
    /// <summary>Takes items without catalog, groups or excluded pairs.</summary>
    /// <param name="labels">
    /// The class label of each item; null or blank for none: such an item is left out, but keeps its row.
    /// </param>
    /// <exception cref="InvalidInputException">No items, or fewer than two classes.</exception>
    public LabeledItems(IReadOnlyList<string?> labels) : this(new ItemTable(labels))
    {
    }

    /// <summary>Takes items without catalog, groups or excluded pairs.</summary>
    /// <param name="labels">
    /// The class of each item as a number; negative for none: such an item is left out, but keeps its row.
    /// </param>
    /// <exception cref="InvalidInputException">No items, or fewer than two classes.</exception>
    public LabeledItems(IReadOnlyList<int> labels) : this(new ItemTable(ToText(labels)))
    {
    }

    /// <summary>Joins items, catalog and excluded pairs.</summary>
    /// <param name="items">The items: positives and negatives, and anchors where there is no catalog.</param>
    /// <param name="catalog">Reference items, one or more for each class of <paramref name="items"/>; null for none.</param>
    /// <param name="excludedPairs">
    /// Rows of an anchor (in the catalog, where there is one) and of an item that must never be its negative; for both
    /// directions, give both. Null for none.
    /// </param>
    /// <exception cref="InvalidInputException">
    /// Fewer than two classes, classes that the catalog lacks, groups in only one of the two tables, or pairs that name rows that
    /// are not there.
    /// </exception>
    public LabeledItems(ItemTable items, ItemTable? catalog = null, IEnumerable<(int Anchor, int Negative)>? excludedPairs = null)
        : this(items, catalog, excludedPairs ?? [], ClassNumbers.Single(items, catalog))
    {
    }

    private LabeledItems(
        ItemTable items, ItemTable? catalog, IEnumerable<(int Anchor, int Negative)> excludedPairs, ClassNumbers numbers)
    {
        (Items, Catalog) = (items, catalog);
        (ClassNames, ItemClasses, AnchorClasses) = (numbers.Names, numbers.OfItems, numbers.OfAnchors);
        CatalogClassesWithoutItems = numbers.CatalogClassesWithoutItems;
        if (catalog is not null && catalog.Groups is null != items.Groups is null)
            throw new InvalidInputException(
                $"groups are given for only one of {items.Source} and {catalog.Source}. Expected the group column in both.");
        Excluded = new ExcludedPairs(excludedPairs);
        Excluded.RequireRows(Anchors, items);
    }

    /// <summary>The items.</summary>
    public ItemTable Items { get; }

    /// <summary>The reference items, or the queries; null where there are none.</summary>
    public ItemTable? Catalog { get; }

    /// <summary>The table that supplies the anchors: the catalog where there is one, else the items.</summary>
    public ItemTable Anchors => Catalog ?? Items;

    /// <summary>
    /// Class labels, in order of their first item; for pairs, where each query is a class of its own, the ids of the queries that
    /// have a positive.
    /// </summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether queries and passages are related by pairs (<see cref="FromPairs"/>), not by classes.</summary>
    public bool ArePairs { get; private init; }

    /// <summary>Whether each pair is a class, of one query and one passage.</summary>
    internal bool IsByPair { get; private init; }

    /// <summary>Which items are positives of an anchor, where items have several labels; null where they have one.</summary>
    public LabelMatch? Match { get; private init; }

    /// <summary>Scores of pairs by a teacher; null for none.</summary>
    public PairScores? Scores { get; private init; }

    /// <summary>Whether pairs are excluded, so that an anchor may have fewer candidates than others of its class.</summary>
    public bool HasExcludedPairs => Excluded.All.Any();

    /// <summary>Classes of the catalog that have no item, and so supply no triplet.</summary>
    public int CatalogClassesWithoutItems { get; private init; }

    /// <summary>What is left out of every sequence, how often and why.</summary>
    public IReadOnlyList<SkippedCount> Skipped
    {
        get
        {
            const string WithoutClass = "a row without a class label takes no part";
            SkippedCount[] all =
            [
                new(Items.WithoutClass, "items without a class", WithoutClass),
                new(Catalog?.WithoutClass ?? 0, "catalog items without a class", WithoutClass),
                new(
                    Items.WithoutImage, ArePairs ? "passages left out" : "items without an image",
                    ArePairs
                        ? "they repeat the text of another row, or have no embedding"
                        : "their images, or all those of their class in the catalog, could not be used"),
                new(
                    Catalog?.WithoutImage ?? 0, ArePairs ? "queries left out" : "catalog items without an image",
                    ArePairs ? "they repeat the text of another row, or have no embedding" : "their images could not be used"),
                new(
                    CatalogClassesWithoutItems,
                    ArePairs ? "queries without a positive" : "catalog classes without items",
                    ArePairs
                        ? "no pair names them, or none with a passage that takes part"
                        : "a class without items has no positive; its catalog items are not used"),
            ];
            return [.. all.Where(skip => skip.Count > 0)];
        }
    }

    /// <summary>The classes of each item. For pairs, those of the queries that a passage is a positive of.</summary>
    internal ClassLists ItemClasses { get; }

    /// <summary>The classes of each row that may be an anchor; none for a catalog item of a class that no item has.</summary>
    internal ClassLists AnchorClasses { get; }

    /// <summary>Pairs that must not be anchor and negative.</summary>
    internal ExcludedPairs Excluded { get; private init; }

    /// <summary>The table that splits are made of: the queries for pairs, else the items.</summary>
    internal ItemTable Units => ArePairs ? Anchors : Items;

    /// <summary>The classes of each row of <see cref="Units"/>.</summary>
    internal ClassLists UnitClasses => ArePairs ? AnchorClasses : ItemClasses;

    /// <summary>
    /// Relates queries to passages by pairs: a query may have many positives, a passage many queries. A negative is any other
    /// passage that is in no group with the query and not excluded.
    /// </summary>
    /// <param name="queries">The queries, which supply the anchors.</param>
    /// <param name="passages">The passages: positives and negatives.</param>
    /// <param name="pairs">Rows of a query and of a passage that is a positive of it; repeated pairs count once.</param>
    /// <param name="excludedPairs">Rows of a query and of a passage that must never be its negative; null for none.</param>
    /// <exception cref="InvalidInputException">
    /// No pairs, pairs that name rows that are not there, or groups in only one of the two tables.
    /// </exception>
    /// <example><code>
    /// var items = LabeledItems.FromPairs(
    ///     ItemTable.WithoutClasses(["q1", "q2"]), ItemTable.WithoutClasses(["p1", "p2", "p3"]), [(0, 0), (0, 1), (1, 2)]);
    /// </code></example>
    public static LabeledItems FromPairs(
        ItemTable queries, ItemTable passages, IEnumerable<(int Query, int Passage)> pairs,
        IEnumerable<(int Query, int Passage)>? excludedPairs = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(passages);
        ArgumentNullException.ThrowIfNull(pairs);
        var numbers = ClassNumbers.OfQueries(queries, passages, pairs);
        return new LabeledItems(passages, queries, excludedPairs ?? [], numbers) { ArePairs = true };
    }

    /// <summary>Takes items that have several labels each: a positive shares labels with the anchor, a negative none.</summary>
    /// <param name="items">The items; their classes hold the labels.</param>
    /// <param name="separator">What stands between the labels of an item, such as <c>|</c>.</param>
    /// <param name="match">Whether a positive shares any label of the anchor, or has all.</param>
    /// <param name="catalog">Reference items, with labels in the same form; null for none.</param>
    /// <param name="excludedPairs">Rows of an anchor and of an item that must never be its negative; null for none.</param>
    /// <exception cref="InvalidInputException">
    /// Fewer than two labels, labels that the catalog lacks, groups in only one of the two tables, or pairs that name rows that are
    /// not there.
    /// </exception>
    /// <example><code>
    /// var items = LabeledItems.WithSeveralLabels(new ItemTable(["dog|beach", "cat", "dog", "cat|beach"]), "|");
    /// </code></example>
    public static LabeledItems WithSeveralLabels(
        ItemTable items, string separator, LabelMatch match = LabelMatch.Any, ItemTable? catalog = null,
        IEnumerable<(int Anchor, int Negative)>? excludedPairs = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentException.ThrowIfNullOrEmpty(separator);
        if (!Enum.IsDefined(match))
            OptionFault.ThrowIfAny([OptionFault.Unknown(nameof(match), match)]);
        var numbers = ClassNumbers.Several(items, catalog, separator, match);
        return new LabeledItems(items, catalog, excludedPairs ?? [], numbers) { Match = match };
    }

    /// <summary>The number of pairs of a query and its positive; null where items have classes.</summary>
    public long? CountPairs()
    {
        if (!ArePairs)
            return null;
        var count = 0L;
        for (var row = 0; row < Items.Count; row++)
            count += ItemClasses.Of(row).Length;
        return count;
    }

    /// <summary>The same items with scores of a teacher, which can take the place of similarities (<see cref="NegativeBounds"/>).</summary>
    /// <param name="scores">Scores of anchors and items.</param>
    /// <exception cref="InvalidInputException">They name rows that are not there.</exception>
    public LabeledItems WithScores(PairScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        scores.RequireRows(Anchors, Items);
        return new LabeledItems(Items, Catalog, [], new ClassNumbers(ClassNames, ItemClasses, AnchorClasses, CatalogClassesWithoutItems))
        {
            ArePairs = ArePairs,
            Match = Match,
            Excluded = Excluded,
            Scores = scores,
        };
    }

    /// <summary>For pairs: the same data with each pair as a class, of one query and one passage.</summary>
    internal LabeledItems ByPair()
    {
        var numbers = ClassNumbers.OfPairs(this);
        return new LabeledItems(Items, Catalog, [], numbers) { ArePairs = true, IsByPair = true, Excluded = Excluded };
    }

    private static string?[] ToText(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return [.. labels.Select(label => label < 0 ? null : label.ToString(CultureInfo.InvariantCulture))];
    }
}
