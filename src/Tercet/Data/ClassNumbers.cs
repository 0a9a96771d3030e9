namespace Tercet;

/// <summary>The classes of the data by number, those of items and anchors in one numbering.</summary>
/// <param name="Names">The name of each class.</param>
/// <param name="OfItems">The classes of each item.</param>
/// <param name="OfAnchors">The classes of each row that may be an anchor.</param>
/// <param name="CatalogClassesWithoutItems">Classes of the catalog that no item has, or queries without a positive.</param>
internal sealed record ClassNumbers(
    IReadOnlyList<string> Names, ClassLists OfItems, ClassLists OfAnchors, int CatalogClassesWithoutItems)
{
    /// <summary>Each item has one label, or none.</summary>
    public static ClassNumbers Single(ItemTable items, ItemTable? catalog)
    {
        ArgumentNullException.ThrowIfNull(items);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var classes = new int[items.Count];
        for (var i = 0; i < items.Count; i++)
            classes[i] = items.Classes[i] is { } label ? NumberOf(numbers, label) : -1;
        RequireTwo(items, [.. numbers.Keys]);
        var ofItems = new ClassLists(classes);
        if (catalog is null)
            return new ClassNumbers([.. numbers.Keys], ofItems, ofItems, 0);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var ofCatalog = new int[catalog.Count];
        for (var i = 0; i < catalog.Count; i++)
            ofCatalog[i] = catalog.Classes[i] is { } label ? Find(numbers, label, unknown) : -1;
        RequireAll([.. numbers.Keys], ofCatalog.ToHashSet(), items, catalog, unknown.Count);
        return new ClassNumbers([.. numbers.Keys], ofItems, new ClassLists(ofCatalog), unknown.Count);
    }

    /// <summary>Each item has any number of labels.</summary>
    public static ClassNumbers Several(ItemTable items, ItemTable? catalog, string separator, LabelMatch match)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<(int, int)>();
        for (var i = 0; i < items.Count; i++)
        {
            foreach (var label in Labels(items.Classes[i], separator))
                entries.Add((i, NumberOf(numbers, label)));
        }
        RequireTwo(items, [.. numbers.Keys]);
        var ofItems = new ClassLists(items.Count, entries);
        if (catalog is null)
            return new ClassNumbers([.. numbers.Keys], ofItems, ofItems, 0);
        var unknown = new HashSet<string>(StringComparer.Ordinal);
        var (ofCatalog, present) = (new List<(int, int)>(), new HashSet<int>());
        for (var i = 0; i < catalog.Count; i++)
        {
            int[] found = [.. Labels(catalog.Classes[i], separator).Select(label => Find(numbers, label, unknown))];
            present.UnionWith(found);
            // No item has all labels of one that has a label which no item has.
            if (match == LabelMatch.Any || !found.Contains(-1))
                ofCatalog.AddRange(found.Where(number => number >= 0).Select(number => (i, number)));
        }
        RequireAll([.. numbers.Keys], present, items, catalog, unknown.Count);
        return new ClassNumbers([.. numbers.Keys], ofItems, new ClassLists(catalog.Count, ofCatalog), unknown.Count);
    }

    /// <summary>Each query that has a positive is a class; a passage is in those of the queries that it is a positive of.</summary>
    public static ClassNumbers OfQueries(ItemTable queries, ItemTable passages, IEnumerable<(int Query, int Passage)> pairs)
    {
        (int Query, int Passage)[] all = [.. pairs.Distinct()];
        List<string> unknown =
        [
            .. all.Where(pair => (uint)pair.Query >= (uint)queries.Count || (uint)pair.Passage >= (uint)passages.Count)
                .Select(pair => FormattableString.Invariant($"{pair.Query}, {pair.Passage}")),
        ];
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"pairs: {unknown.Count} name rows that are not in the data", unknown,
                $"Expected queries from 0 to {queries.Count - 1} (rows of {queries.Source}) and passages from 0 to "
                + $"{passages.Count - 1} (rows of {passages.Source}).");
        (int Query, int Passage)[] usable =
            [.. all.Where(pair => queries.TakesPart(pair.Query) && passages.TakesPart(pair.Passage)).Order()];
        if (usable.Length == 0)
            throw new InvalidInputException(
                $"{queries.Source}: no query has a positive, in {all.Length} pairs. Expected a pair for each query to be an anchor.");
        int[] rows = [.. usable.Select(pair => pair.Query).Distinct()];
        var numberOf = new int[queries.Count];
        Array.Fill(numberOf, -1);
        for (var number = 0; number < rows.Length; number++)
            numberOf[rows[number]] = number;
        var without = Enumerable.Range(0, queries.Count).Count(row => queries.TakesPart(row) && numberOf[row] < 0);
        return new ClassNumbers(
            [.. rows.Select(queries.KeyOf)],
            new ClassLists(passages.Count, [.. usable.Select(pair => (pair.Passage, numberOf[pair.Query]))]),
            new ClassLists(numberOf), without);
    }

    /// <summary>Each pair of query and passage is a class.</summary>
    /// <param name="data">Data with each query as a class.</param>
    public static ClassNumbers OfPairs(LabeledItems data)
    {
        var positives = new List<int>[data.ClassNames.Count];
        for (var item = 0; item < data.Items.Count; item++)
        {
            foreach (var number in data.ItemClasses.Of(item))
                (positives[number] ??= []).Add(item);
        }
        var (names, known) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        List<(int, int)> ofItems = [], ofQueries = [];
        for (var query = 0; query < data.Anchors.Count; query++)
        {
            foreach (var number in data.AnchorClasses.Of(query))
            {
                foreach (var item in positives[number])
                {
                    ofItems.Add((item, names.Count));
                    ofQueries.Add((query, names.Count));
                    var name = $"{data.Anchors.KeyOf(query)} {data.Items.KeyOf(item)}";
                    names.Add(known.Add(name) ? name : FormattableString.Invariant($"{name} ({names.Count})"));
                }
            }
        }
        return new ClassNumbers(
            names, new ClassLists(data.Items.Count, ofItems), new ClassLists(data.Anchors.Count, ofQueries),
            data.CatalogClassesWithoutItems);
    }

    private static IEnumerable<string> Labels(string? text, string separator) =>
        (text ?? "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct();

    private static int NumberOf(Dictionary<string, int> numbers, string label)
    {
        if (!numbers.TryGetValue(label, out var number))
            numbers.Add(label, number = numbers.Count);
        return number;
    }

    private static int Find(Dictionary<string, int> numbers, string label, HashSet<string> unknown)
    {
        if (numbers.TryGetValue(label, out var number))
            return number;
        unknown.Add(label);
        return -1;
    }

    private static void RequireTwo(ItemTable items, IReadOnlyList<string> names)
    {
        if (names.Count < 2)
            throw new InvalidInputException(names.Count == 0
                ? $"{items.Source}: no row has a class{LeftOut(items)}. Expected a class label in each."
                : $"{items.Source}: one class only, '{names[0]}'{LeftOut(items)}. "
                  + "A triplet's negative is of another class: expected two classes or more.");
    }

    private static void RequireAll(
        IReadOnlyList<string> names, HashSet<int> ofCatalog, ItemTable items, ItemTable catalog, int unknown)
    {
        var missing = names.Where((_, number) => !ofCatalog.Contains(number)).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{catalog.Source}: the catalog lacks {missing.Count} of the {names.Count} classes in {items.Source}"
                + LeftOut(catalog),
                missing,
                "Expected at least one catalog item for every class, since anchors come from there. "
                + "Add them, remove the items of these classes, or leave the catalog out."
                + (unknown == 0 && catalog.Count > items.Count ? " Or swap the two, if the items are in the catalog's place." : ""));
    }

    private static string LeftOut(ItemTable table) =>
        table.WithoutImage == 0 ? "" : $" ({table.WithoutImage} rows whose images could not be used are left out)";
}
