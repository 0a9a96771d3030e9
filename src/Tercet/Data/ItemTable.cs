namespace Tercet;

/// <summary>Labelled items in memory: item i is row i of its source and has row i of its embeddings.</summary>
/// <example><code>
/// var items = new ItemTable(["cat", "cat", "dog", "dog"]);
/// </code></example>
public sealed class ItemTable
{
    private readonly IReadOnlyList<int>? _rowNumbers;
    private readonly bool[]? _takesPart; // null where that depends on the class
    private readonly bool _uniqueFiles;

    /// <summary>Takes items from memory.</summary>
    /// <param name="classes">
    /// The class label of each item; null or blank for none: such an item is left out, but keeps its row number.
    /// </param>
    /// <param name="files">The file, or other unique key, of each item; null for none.</param>
    /// <param name="groups">The group of each item; null for none.</param>
    /// <param name="source">The name of the table in messages: a file's path, or a short description.</param>
    /// <param name="rowNumbers">
    /// The row of each item as a spreadsheet counts, for messages; null where items are counted from 0.
    /// </param>
    /// <param name="uniqueFiles">Whether files must be there and differ: they must where they are read.</param>
    /// <param name="texts">The text of each item, where items are texts or have captions; null for none.</param>
    /// <exception cref="InvalidInputException">
    /// No items, lists of different lengths, or keys that are missing or occur twice.
    /// </exception>
    public ItemTable(
        IReadOnlyList<string?> classes, IReadOnlyList<string>? files = null, IReadOnlyList<string?>? groups = null,
        string source = "items", IReadOnlyList<int>? rowNumbers = null, bool uniqueFiles = true,
        IReadOnlyList<string>? texts = null)
        : this(
            source, files, [.. NotNull(classes).Select(Label)], groups is null ? null : [.. groups.Select(Label)], rowNumbers, 0,
            texts, null, uniqueFiles)
    {
        RequireLengths();
        if (uniqueFiles)
            RequireUniqueFiles();
    }

    private ItemTable(
        string source, IReadOnlyList<string>? files, IReadOnlyList<string?> classes, IReadOnlyList<string?>? groups,
        IReadOnlyList<int>? rowNumbers, int withoutImage, IReadOnlyList<string>? texts, bool[]? takesPart,
        bool uniqueFiles)
    {
        (Source, Files, Classes, Groups, Texts) = (source, files, classes, groups, texts);
        (_rowNumbers, WithoutImage, _takesPart, _uniqueFiles) = (rowNumbers, withoutImage, takesPart, uniqueFiles);
        WithoutClass = takesPart is null ? classes.Count(label => label is null) - withoutImage : 0;
        if (classes.Count == 0)
            throw new InvalidInputException(rowNumbers is null
                ? $"{source}: no items. Expected one or more."
                : $"{source}: no items. Expected one row per item, below the header.");
    }

    /// <summary>
    /// Takes items that have no classes: queries, or passages, whose relation is in pairs (<see cref="LabeledItems.FromPairs"/>).
    /// </summary>
    /// <param name="keys">The unique id of each item.</param>
    /// <param name="texts">The text of each item; null for none.</param>
    /// <param name="groups">The group of each item; null for none.</param>
    /// <param name="source">The name of the table in messages.</param>
    /// <param name="rowNumbers">The row of each item as a spreadsheet counts; null where items are counted from 0.</param>
    /// <exception cref="InvalidInputException">No items, lists of different lengths, or ids that are missing or occur twice.</exception>
    /// <example><code>
    /// var queries = ItemTable.WithoutClasses(["q1", "q2"], ["how tall is a giraffe", "capital of France"]);
    /// </code></example>
    public static ItemTable WithoutClasses(
        IReadOnlyList<string> keys, IReadOnlyList<string>? texts = null, IReadOnlyList<string?>? groups = null,
        string source = "items", IReadOnlyList<int>? rowNumbers = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var all = new bool[keys.Count];
        Array.Fill(all, true);
        var table = new ItemTable(
            source, keys, new string?[keys.Count], groups is null ? null : [.. groups.Select(Label)], rowNumbers, 0, texts, all,
            uniqueFiles: true);
        table.RequireLengths();
        table.RequireUniqueFiles();
        return table;
    }

    /// <summary>The name of the table in messages: a file's path, or a short description.</summary>
    public string Source { get; }

    /// <summary>Items, those without a class among them.</summary>
    public int Count => Classes.Count;

    /// <summary>The file, or other key, of each item; null where the source has none.</summary>
    public IReadOnlyList<string>? Files { get; }

    /// <summary>The class label of each item; null where it has none.</summary>
    public IReadOnlyList<string?> Classes { get; }

    /// <summary>The group of each item, null for none; null as a whole where there are no groups.</summary>
    public IReadOnlyList<string?>? Groups { get; }

    /// <summary>The text of each item; null where the source has none.</summary>
    public IReadOnlyList<string>? Texts { get; }

    /// <summary>Whether items have classes; false for the tables of <see cref="WithoutClasses"/>.</summary>
    public bool HasClasses => _takesPart is null;

    /// <summary>Rows that have no class in the source.</summary>
    public int WithoutClass { get; }

    /// <summary>Rows that have a class in the source, and were left out by <see cref="Without"/>.</summary>
    public int WithoutImage { get; }

    /// <summary>What one row of embeddings belongs to, for a message.</summary>
    internal string OneEach => _rowNumbers is null ? "each item" : "each row below the header";

    /// <summary>Whether an item takes part: it has a class, or needs none, and was not left out.</summary>
    /// <param name="item">0 to <see cref="Count"/> − 1.</param>
    public bool TakesPart(int item) => _takesPart?[item] ?? Classes[item] is not null;

    /// <summary>
    /// A copy in which some rows take no part, because their images cannot be used: they have no class, but keep their number.
    /// </summary>
    /// <param name="rows">0 to <see cref="Count"/> − 1, in any order; rows without a class may be among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ItemTable Without(IReadOnlyCollection<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string?[] classes = [.. Classes];
        bool[]? takesPart = _takesPart is null ? null : [.. _takesPart];
        foreach (var row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(rows));
            classes[row] = null;
            takesPart?[row] = false;
        }
        var dropped = rows.Distinct().Count(TakesPart);
        return new ItemTable(Source, Files, classes, Groups, _rowNumbers, WithoutImage + dropped, Texts, takesPart, _uniqueFiles);
    }

    /// <summary>A copy with other classes, such as corrected ones; rows keep their numbers.</summary>
    /// <param name="classes">The class label of each item, in order; null or blank for none: such an item is left out.</param>
    /// <exception cref="InvalidInputException">
    /// Not one class for each item, or keys that are missing or occur twice among the items that now have a class.
    /// </exception>
    /// <exception cref="InvalidOperationException">Items have no classes, or some were left out by <see cref="Without"/>.</exception>
    /// <example><code>
    /// var corrected = items.WithClasses([.. items.Classes.Select(label => label == "Cat" ? "cat" : label)]);
    /// </code></example>
    public ItemTable WithClasses(IReadOnlyList<string?> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count != Count)
            throw new InvalidInputException($"{Source}: {Count} items but {classes.Count} classes. Expected one for each item.");
        if (!HasClasses || WithoutImage > 0)
            throw new InvalidOperationException($"{Source}: only a table of items with classes, as read, can have other classes.");
        var table = new ItemTable(
            Source, Files, [.. classes.Select(Label)], Groups, _rowNumbers, 0, Texts, null, _uniqueFiles);
        if (_uniqueFiles)
            table.RequireUniqueFiles();
        return table;
    }

    /// <summary>An item's file, or its row number where there are no files.</summary>
    /// <param name="item">0 to <see cref="Count"/> − 1.</param>
    public string KeyOf(int item) => Files?[item] ?? FormattableString.Invariant($"{item}");

    /// <summary>Names an item for a message: its row, and its file.</summary>
    /// <param name="item">0 to <see cref="Count"/> − 1.</param>
    public string Describe(int item) => Files is null ? LocationOf(item) : $"{LocationOf(item)}: {Files[item]}";

    /// <summary>An item's row for a message, as a spreadsheet counts: the header is row 1.</summary>
    /// <param name="item">0 to <see cref="Count"/> − 1.</param>
    public string LocationOf(int item) => _rowNumbers is null
        ? FormattableString.Invariant($"item {item}")
        : FormattableString.Invariant($"row {_rowNumbers[item]}");

    private static IReadOnlyList<string?> NotNull(IReadOnlyList<string?> classes)
    {
        ArgumentNullException.ThrowIfNull(classes);
        return classes;
    }

    private static string? Label(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private void RequireLengths()
    {
        (string Name, int? Count)[] lists =
            [("files", Files?.Count), ("groups", Groups?.Count), ("row numbers", _rowNumbers?.Count), ("texts", Texts?.Count)];
        foreach (var (name, count) in lists)
        {
            if (count is { } other && other != Count)
                throw new InvalidInputException($"{Source}: {Count} items but {other} {name}. Expected one for each item.");
        }
    }

    private void RequireUniqueFiles()
    {
        if (Files is null)
            return;
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> nameless = [], repeated = [];
        for (var i = 0; i < Count; i++)
        {
            if (!TakesPart(i))
                continue;
            if (Files[i].Length == 0)
                nameless.Add(LocationOf(i));
            else if (!first.TryAdd(Files[i], i))
                repeated.Add($"{Describe(i)} (first in {LocationOf(first[Files[i]])})");
        }
        if (!HasClasses && nameless.Count + repeated.Count > 0)
            throw new InvalidInputException(
                $"{Source}: {nameless.Count} rows have no id, {repeated.Count} the id of another", [.. nameless, .. repeated],
                "Expected an id of its own in each row, since pairs name rows by it. Fill in what is missing; remove what is repeated.");
        if (nameless.Count > 0)
            throw new InvalidInputException(
                $"{Source}: {nameless.Count} rows name no file", nameless,
                "Expected a file in every row that has a class. Fill it in, or clear the class to leave the row out.");
        if (repeated.Count > 0)
            throw new InvalidInputException(
                $"{Source}: {repeated.Count} file names occur more than once", repeated,
                "Expected one row per file, since an item has one class. Remove duplicate rows.");
    }
}
