namespace Tercet.Files;

/// <summary>A table of labelled items as it was read from a file or a folder.</summary>
/// <param name="Table">The items.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal; null for a folder.</param>
/// <param name="EncodingName">The character encoding that the file was read in, such as <c>utf-8</c>; null for a folder.</param>
/// <param name="OtherFiles">
/// Files in an image folder that are not images, or in no sub-folder of a class, and were left out.
/// </param>
public sealed record ItemTableFile(ItemTable Table, string? Sha256, string? EncodingName, int OtherFiles)
{
    /// <summary>The values of the column of the split (<see cref="DataSplit.FromColumn"/>); null where none was read.</summary>
    public IReadOnlyList<string?>? Split { get; init; }

    /// <summary>What is likely a mistake, yet may be meant, and what of a folder was passed over: one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>
    /// Reads a CSV file with a header: comma, semicolon, tab, bar or blanks; quoted fields; UTF-8, UTF-16 with a byte order
    /// mark, else Windows-1252.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns to read; by default <c>file</c> and <c>class</c>.</param>
    /// <exception cref="InvalidInputException">
    /// No such file or column, no rows, or file names that are missing or occur twice.
    /// </exception>
    /// <example><code>
    /// var items = new LabeledItems(ItemTableFile.ReadCsv("items.csv").Table);
    /// </code></example>
    public static ItemTableFile ReadCsv(string path, ItemTableOptions? options = null)
    {
        options ??= new ItemTableOptions();
        string?[] wanted =
            [options.FileColumn, options.ClassColumn, options.GroupColumn, options.SplitColumn, options.TextColumn];
        var csv = CsvFile.Read(path, [.. wanted.OfType<string>()]);
        RequireColumns(csv, options);
        var classColumn = csv.IndexOf(options.ClassColumn);
        var groupColumn = options.GroupColumn is null ? -1 : csv.IndexOf(options.GroupColumn);
        var fileColumn = csv.IndexOf(options.FileColumn);
        var textColumn = csv.IndexOf(options.TextColumn);
        var splitColumn = options.SplitColumn is null ? -1 : csv.IndexOf(options.SplitColumn);
        var files = fileColumn < 0 ? null : csv.Column(fileColumn, trim: true);
        var table = new ItemTable(
            classColumn < 0 ? (IReadOnlyList<string?>)new string?[csv.Count] : csv.Labels(classColumn),
            options.UniqueFiles && files is not null ? [.. files] : files, // all are compared
            groupColumn < 0 ? null : csv.Labels(groupColumn), path, csv.RowNumbers, options.UniqueFiles,
            textColumn < 0 ? null : csv.Column(textColumn));
        return new ItemTableFile(table, csv.File.Sha256, csv.File.EncodingName, 0)
        {
            Notes = [.. TableNotes.OfRepeatedHeader(csv) is { } note ? [note] : (string[])[], .. TableNotes.Of(table)],
            Split = splitColumn < 0 ? null : csv.Labels(splitColumn),
        };
    }

    /// <summary>
    /// Reads a folder with one sub-folder per class, as torchvision's ImageFolder: classes, and files within them at any
    /// depth, in ordinal order of their names; files are named relative to the folder, with forward slashes. Hidden folders,
    /// those that systems make, and links that lead back into the folder are passed over.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InvalidInputException">No such folder, no sub-folders, or one without images.</exception>
    public static ItemTableFile ReadFolder(string folder)
    {
        var list = ImageFolder.List(folder);
        var table = new ItemTable(list.Classes, list.Files, source: folder);
        return new ItemTableFile(table, null, null, list.Others) { Notes = [.. list.Notes, .. TableNotes.Of(table)] };
    }

    /// <summary>A table as a CSV file with columns file and class, one row per item in order.</summary>
    /// <param name="table">The table.</param>
    public static string ToCsv(ItemTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return string.Concat(Enumerable.Range(0, table.Count)
            .Select(i => $"{CsvText.Quote(table.Files?[i] ?? "")},{CsvText.Quote(table.Classes[i] ?? "")}\n")
            .Prepend("file,class\n"));
    }

    private static void RequireColumns(CsvFile csv, ItemTableOptions options)
    {
        (string? Name, string Property, bool Needed)[] columns =
        [
            (options.FileColumn, nameof(options.FileColumn), options.RequireFiles),
            (options.ClassColumn, nameof(options.ClassColumn), options.RequireClasses),
            (options.GroupColumn, nameof(options.GroupColumn), true),
            (options.SplitColumn, nameof(options.SplitColumn), true),
            (options.TextColumn, nameof(options.TextColumn), options.RequireTexts),
        ];
        var missing = columns
            .Where(column => column is { Name: not null, Needed: true } && csv.IndexOf(column.Name) < 0).ToList();
        if (missing.Count == 0)
            return;
        throw new InvalidInputException(
            $"{csv.File.Path}: no column {string.Join(" or ", missing.Select(column => $"'{column.Name}'"))}. "
            + $"Its header has {string.Join(", ", csv.Header.Select(name => $"'{name}'"))}; "
            + $"name the right one with {string.Join(", ", missing.Select(column => $"`{column.Property}`"))}.");
    }
}
