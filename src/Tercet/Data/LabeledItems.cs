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
    {
        ArgumentNullException.ThrowIfNull(items);
        (Items, Catalog) = (items, catalog);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        ItemClasses = new int[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            var label = items.Classes[i];
            if (label is not null && !numbers.ContainsKey(label))
                numbers.Add(label, numbers.Count);
            ItemClasses[i] = label is null ? -1 : numbers[label];
        }
        ClassNames = [.. numbers.Keys];
        if (ClassNames.Count < 2)
            throw new InvalidInputException(ClassNames.Count == 0
                ? $"{items.Source}: no row has a class{LeftOut(items)}. Expected a class label in each."
                : $"{items.Source}: one class only, '{ClassNames[0]}'{LeftOut(items)}. "
                  + "A triplet's negative is of another class: expected two classes or more.");
        if (catalog is not null)
        {
            CatalogClasses = NumberClasses(catalog, numbers);
            if (catalog.Groups is null != items.Groups is null)
                throw new InvalidInputException(
                    $"groups are given for only one of {items.Source} and {catalog.Source}. Expected the group column in both.");
        }
        Excluded = new ExcludedPairs(excludedPairs ?? []);
        Excluded.RequireRows(Anchors, items);
    }

    /// <summary>The items.</summary>
    public ItemTable Items { get; }

    /// <summary>The reference items; null where there is no catalog.</summary>
    public ItemTable? Catalog { get; }

    /// <summary>The table that supplies the anchors: the catalog where there is one, else the items.</summary>
    public ItemTable Anchors => Catalog ?? Items;

    /// <summary>Class labels, in order of their first item.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Classes of the catalog that have no item, and so supply no triplet.</summary>
    public int CatalogClassesWithoutItems { get; private set; }

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
                    Items.WithoutImage, "items without an image",
                    "their images, or all those of their class in the catalog, could not be used"),
                new(Catalog?.WithoutImage ?? 0, "catalog items without an image", "their images could not be used"),
                new(
                    CatalogClassesWithoutItems, "catalog classes without items",
                    "a class without items has no positive; its catalog items are not used"),
            ];
            return [.. all.Where(skip => skip.Count > 0)];
        }
    }

    /// <summary>The class number of each item, −1 for none.</summary>
    internal int[] ItemClasses { get; }

    /// <summary>The class number of each catalog item, −1 for none or one that no item has.</summary>
    internal int[]? CatalogClasses { get; }

    /// <summary>Pairs that must not be anchor and negative.</summary>
    internal ExcludedPairs Excluded { get; }

    private static string?[] ToText(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return [.. labels.Select(label => label < 0 ? null : label.ToString(CultureInfo.InvariantCulture))];
    }

    private static string LeftOut(ItemTable table) =>
        table.WithoutImage == 0 ? "" : $" ({table.WithoutImage} rows whose images could not be used are left out)";

    private int[] NumberClasses(ItemTable catalog, Dictionary<string, int> numbers)
    {
        var classes = new int[catalog.Count];
        var found = new bool[numbers.Count];
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = -1;
            if (catalog.Classes[i] is not { } label)
                continue;
            if (numbers.TryGetValue(label, out var number))
            {
                classes[i] = number;
                found[number] = true;
            }
            else
            {
                unknown.Add(label);
            }
        }
        CatalogClassesWithoutItems = unknown.Count;
        var missing = ClassNames.Where((_, number) => !found[number]).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{catalog.Source}: the catalog lacks {missing.Count} of the {ClassNames.Count} classes in {Items.Source}"
                + LeftOut(catalog),
                missing,
                "Expected at least one catalog item for every class, since anchors come from there. "
                + "Add them, remove the items of these classes, or leave the catalog out."
                + (CatalogClassesWithoutItems == 0 && catalog.Count > Items.Count
                    ? " Or swap the two, if the items are in the catalog's place." : ""));
        return classes;
    }
}
