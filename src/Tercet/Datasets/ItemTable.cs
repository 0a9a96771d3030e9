namespace Tercet.Datasets;

/// <summary>Labelled items: item i is row i of its source and has row i of its embeddings.</summary>
public sealed class ItemTable
{
    private readonly IReadOnlyList<int>? _rowNumbers;

    private ItemTable(
        string source, IReadOnlyList<string>? files, IReadOnlyList<string?> classes, IReadOnlyList<string?>? groups, IReadOnlyList<int>? rowNumbers,
        int withoutImage = 0)
    {
        (Source, Files, Classes, Groups, _rowNumbers, WithoutImage) = (source, files, classes, groups, rowNumbers, withoutImage);
        WithoutClass = classes.Count(label => label is null) - withoutImage;
        if (classes.Count == 0)
            throw new BadInputException($"{source}: no items. Expected one row an item, below the header.");
    }

    /// <summary>Where the items were read from, for messages.</summary>
    public string Source { get; }

    /// <summary>Items, those without a class among them.</summary>
    public int Count => Classes.Count;

    /// <summary>The file, or other unique key, of each item; null where the source has none.</summary>
    public IReadOnlyList<string>? Files { get; }

    /// <summary>The class label of each item; null where a row has none: such an item takes no part, but keeps its number.</summary>
    public IReadOnlyList<string?> Classes { get; }

    /// <summary>The group of each item, null for none; null as a whole where no group column was asked for.</summary>
    public IReadOnlyList<string?>? Groups { get; }

    /// <summary>Rows that have no class in the source.</summary>
    public int WithoutClass { get; }

    /// <summary>Rows that have a class in the source, and were left out by <see cref="Without"/>.</summary>
    public int WithoutImage { get; }

    /// <summary>The SHA-256 of the source's bytes, in hexadecimal; null for items from memory or from a folder.</summary>
    public string? Sha256 { get; private init; }

    /// <summary>The character encoding that the source was read in, such as <c>utf-8</c>; null for items from memory or a folder.</summary>
    public string? EncodingName { get; private init; }

    /// <summary>Files in an image folder that are no images, or in no sub-folder of a class, and were left out.</summary>
    public int OtherFiles { get; private init; }

    /// <summary>
    /// Reads a CSV file with a header: comma, semicolon, tab or bar; quoted fields; UTF-8, UTF-16 with a byte order
    /// mark, else Windows-1252.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns to read; by default <c>file</c> and <c>class</c>.</param>
    /// <exception cref="BadInputException">No such file or column, no rows, or file names that are missing or occur twice.</exception>
    public static ItemTable ReadCsv(string path, ItemTableOptions? options = null)
    {
        options ??= new ItemTableOptions();
        var csv = CsvFile.Read(path);
        RequireColumns(csv, options);
        var classColumn = csv.IndexOf(options.ClassColumn);
        var groupColumn = options.GroupColumn is null ? -1 : csv.IndexOf(options.GroupColumn);
        var fileColumn = csv.IndexOf(options.FileColumn);
        var table = new ItemTable(
            path,
            fileColumn < 0 ? null : csv.Rows.ConvertAll(row => row[fileColumn].Trim()),
            csv.Rows.ConvertAll(row => classColumn < 0 ? null : Label(row[classColumn])),
            groupColumn < 0 ? null : csv.Rows.ConvertAll(row => Label(row[groupColumn])),
            csv.RowNumbers)
        {
            Sha256 = csv.File.Sha256,
            EncodingName = csv.File.EncodingName,
        };
        table.RequireUniqueFiles();
        return table;
    }

    /// <summary>
    /// Reads a folder with one sub-folder a class, as torchvision's ImageFolder: classes, and files within them at any
    /// depth, in ordinal order of their names; files are named relative to the folder, with forward slashes.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="BadInputException">No such folder, no sub-folders, or one without images.</exception>
    public static ItemTable ReadFolder(string folder)
    {
        var (files, classes, others) = ImageFolder.List(folder);
        return new ItemTable(folder, files, classes, null, null) { OtherFiles = others };
    }

    /// <summary>Takes items from memory.</summary>
    /// <param name="classes">The class label of each item; null or blank for none.</param>
    /// <param name="files">The file, or other unique key, of each; may be null.</param>
    /// <param name="groups">The group of each; may be null.</param>
    /// <exception cref="BadInputException">No items, or lists of different lengths, or keys that occur twice.</exception>
    public static ItemTable FromLists(IReadOnlyList<string?> classes, IReadOnlyList<string>? files = null, IReadOnlyList<string?>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        foreach (var (name, count) in new[] { ("files", files?.Count), ("groups", groups?.Count) })
        {
            if (count is { } other && other != classes.Count)
                throw new BadInputException($"items: {classes.Count} classes but {other} {name}. Expected one for each item.");
        }
        var table = new ItemTable("items", files, [.. classes.Select(Label)], groups is null ? null : [.. groups.Select(Label)], null);
        table.RequireUniqueFiles();
        return table;
    }

    /// <summary>
    /// A copy in which some rows take no part, because their images cannot be used: they have no class, but keep their number.
    /// </summary>
    /// <param name="rows">0 to <see cref="Count"/> − 1, in any order; rows without a class may be among them.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ItemTable Without(IReadOnlyCollection<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string?[] classes = [.. Classes];
        var dropped = 0;
        foreach (var row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(rows));
            if (classes[row] is not null)
                dropped++;
            classes[row] = null;
        }
        return new ItemTable(Source, Files, classes, Groups, _rowNumbers, WithoutImage + dropped)
        {
            Sha256 = Sha256,
            EncodingName = EncodingName,
            OtherFiles = OtherFiles,
        };
    }

    /// <summary>An item's file, or its row number where there is no file column.</summary>
    internal string KeyOf(int item) => Files?[item] ?? FormattableString.Invariant($"{item}");

    /// <summary>Names an item for a message: its row as a spreadsheet counts (the header is row 1), and its file.</summary>
    /// <param name="item">0 to <see cref="Count"/> − 1.</param>
    public string Describe(int item) => Files is null ? PlaceOf(item) : $"{PlaceOf(item)}: {Files[item]}";

    /// <summary>An item's row as a spreadsheet counts, for a message.</summary>
    internal string PlaceOf(int item) =>
        _rowNumbers is null ? FormattableString.Invariant($"item {item}") : FormattableString.Invariant($"row {_rowNumbers[item]}");

    /// <summary>The table as a CSV file of columns file and class, a row for each item in order.</summary>
    internal string ToCsv() => string.Concat(Enumerable.Range(0, Count).Select(i => $"{CsvText.Quote(Files?[i] ?? "")},{CsvText.Quote(Classes[i] ?? "")}\n").Prepend("file,class\n"));

    private static string? Label(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static void RequireColumns(CsvFile csv, ItemTableOptions options)
    {
        (string? Name, string Option, bool Needed)[] columns =
            [(options.FileColumn, "--file-column", options.RequireFiles), (options.ClassColumn, "--class-column", options.RequireClasses), (options.GroupColumn, "--group-column", true)];
        var missing = columns.Where(column => column is { Name: not null, Needed: true } && csv.IndexOf(column.Name) < 0).ToList();
        if (missing.Count > 0)
            throw new BadInputException(
                $"{csv.File.Path}: no column {string.Join(" or ", missing.Select(column => $"'{column.Name}'"))}. Its header has {string.Join(", ", csv.Header.Select(name => $"'{name}'"))}; name the right one with {string.Join(", ", missing.Select(column => column.Option))}.");
    }

    private void RequireUniqueFiles()
    {
        if (Files is null)
            return;
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> nameless = [], doubled = [];
        for (var i = 0; i < Count; i++)
        {
            if (Classes[i] is null)
                continue;
            if (Files[i].Length == 0)
                nameless.Add(PlaceOf(i));
            else if (!first.TryAdd(Files[i], i))
                doubled.Add($"{Describe(i)} (first in {PlaceOf(first[Files[i]])})");
        }
        if (nameless.Count > 0)
            throw new BadInputException($"{Source}: {nameless.Count} rows name no file", nameless, "Expected a file in every row that has a class. Fill it in, or clear the class to leave the row out.");
        if (doubled.Count > 0)
            throw new BadInputException($"{Source}: {doubled.Count} file names occur more than once", doubled, "Expected one row a file, since an item has one class. Remove the rows that are doubled.");
    }
}
