namespace Tercet;

/// <summary>
/// Items, and the catalog of reference items where there is one, with their classes brought to one numbering: a label
/// means the same class in both, and in every split.
/// </summary>
public sealed class Dataset
{
    /// <summary>Joins items and catalog.</summary>
    /// <param name="items">The items: positives and negatives, and anchors where there is no catalog.</param>
    /// <param name="catalog">Reference items, one or more for each class of <paramref name="items"/>; null for none.</param>
    /// <exception cref="InvalidInputException">Fewer than two classes, or classes that the catalog lacks.</exception>
    public Dataset(ItemTable items, ItemTable? catalog = null)
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
                : $"{items.Source}: one class only, '{ClassNames[0]}'{LeftOut(items)}. A triplet's negative is of another class: expected two classes or more.");
        if (catalog is not null)
            CatalogClasses = Number(catalog, numbers);
    }

    /// <summary>The items.</summary>
    public ItemTable Items { get; }

    /// <summary>The reference items; null where there is no catalog.</summary>
    public ItemTable? Catalog { get; }

    /// <summary>Class labels, in order of their first item.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Classes of the catalog that have no item, and so supply no triplet.</summary>
    public int CatalogClassesWithoutItems { get; private set; }

    /// <summary>The class number of each item, −1 for none.</summary>
    internal int[] ItemClasses { get; }

    /// <summary>The class number of each catalog item, −1 for none or one that no item has.</summary>
    internal int[]? CatalogClasses { get; }

    /// <summary>Where anchors come from: the catalog, or else the items.</summary>
    internal ItemTable Anchors => Catalog ?? Items;

    private static string LeftOut(ItemTable table) =>
        table.WithoutImage == 0 ? "" : $" ({table.WithoutImage} rows whose images could not be used are left out)";

    private int[] Number(ItemTable catalog, Dictionary<string, int> numbers)
    {
        var classes = new int[catalog.Count];
        var found = new bool[numbers.Count];
        var strangers = new HashSet<string>(StringComparer.Ordinal);
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
                strangers.Add(label);
            }
        }
        CatalogClassesWithoutItems = strangers.Count;
        var missing = ClassNames.Where((_, number) => !found[number]).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{catalog.Source}: the catalog lacks {missing.Count} of the {ClassNames.Count} classes in {Items.Source}{LeftOut(catalog)}",
                missing, "Expected at least one catalog item for every class, since anchors come from there. Add them, remove the items of these classes, or leave the catalog out.");
        return classes;
    }
}
