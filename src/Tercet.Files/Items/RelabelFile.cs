namespace Tercet.Files;

/// <summary>Corrections of class labels, as they were read from a file that is kept apart from the data.</summary>
/// <param name="Classes">
/// The class of each named item, in place of the one in the data; null where it has another that is not known, so that the
/// item takes no part.
/// </param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
public sealed record RelabelFile(IReadOnlyDictionary<string, string?> Classes, string Sha256)
{
    private const string NameColumn = "item", ClassColumn = "class";

    /// <summary>
    /// Reads a CSV file with a header. The first column names an item: by file, or by row number from 0 where the data have no file
    /// column. The second is its class, blank where that is not known. Further columns are not read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="items">The table whose items are named.</param>
    /// <param name="catalog">The catalog, whose items are named likewise; null where there is none.</param>
    /// <exception cref="InvalidInputException">
    /// No such file, fewer than two columns, names that are not in the data or that stand for different things in the two tables, or
    /// several classes for one item.
    /// </exception>
    /// <example><code>
    /// var file = RelabelFile.Read("relabel.csv", table);
    /// var items = new LabeledItems(file.Apply(table));
    /// </code></example>
    public static RelabelFile Read(string path, ItemTable items, ItemTable? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        var csv = CsvFile.Read(path, NameColumn, ClassColumn);
        if (csv.Header.Length < 2)
            throw new InvalidInputException(
                $"{path}: one column, '{csv.Header[0]}'. Expected a header and two columns: an item and its class.");
        var (itemRows, catalogRows) = (ItemNames.RowsByKey(items), catalog is null ? null : ItemNames.RowsByKey(catalog));
        ItemNames.RequireHeader(csv, 1, IsItem, "correction", $"{NameColumn},{ClassColumn}");
        var classes = new Dictionary<string, string?>(StringComparer.Ordinal);
        var firstRows = new Dictionary<string, int>(StringComparer.Ordinal);
        List<string> unknown = [], contradictory = [], ambiguous = [];
        var (names, labels) = (csv.Column(0, trim: true), csv.Column(1, trim: true));
        for (var i = 0; i < csv.Count; i++)
        {
            var (name, label) = (names[i], labels[i] is { Length: > 0 } text ? text : null);
            var row = FormattableString.Invariant($"row {csv.RowNumbers[i]}: {name}");
            if (!IsItem(name))
                unknown.Add(row);
            else if (classes.TryAdd(name, label))
                firstRows.Add(name, csv.RowNumbers[i]);
            else if (classes[name] != label)
                contradictory.Add(FormattableString.Invariant(
                    $"{row} is {Shown(label)}, but {Shown(classes[name])} in row {firstRows[name]}"));
            if (catalog is not null && IsNumberInOneTable(name))
                ambiguous.Add(row);
        }
        var sources = catalog is null ? items.Source : $"{items.Source} or {catalog.Source}";
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"{path}: {unknown.Count} rows name no item of the data", unknown, $"Expected names as in {sources}.");
        if (contradictory.Count > 0)
            throw new InvalidInputException(
                $"{path}: {contradictory.Count} rows contradict an earlier one", contradictory, "Expected one class for each item.");
        if (ambiguous.Count > 0)
            throw new InvalidInputException(
                $"{path}: {ambiguous.Count} rows name a row of {items.Source} as well as one of {catalog!.Source}", ambiguous,
                "Expected names that are in one of them alone. Add a file column to both, whose names say which item is meant.");
        return new RelabelFile(classes, csv.File.Sha256);

        bool IsItem(string name) => name.Length > 0 && (itemRows.Contains(name) || catalogRows?.Contains(name) == true);

        // A file is the same in both tables; the number of a row is not.
        bool IsNumberInOneTable(string name) => (items.Files is null || catalog!.Files is null)
            && itemRows.Contains(name) && catalogRows!.Contains(name);
    }

    /// <summary>A copy of a table with the corrected classes; its rows keep their numbers.</summary>
    /// <param name="table">The table: items that are not named keep their class.</param>
    public ItemTable Apply(ItemTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Classes.Count == 0 ? table : table.WithClasses([.. Enumerable.Range(0, table.Count).Select(row =>
            Classes.TryGetValue(table.KeyOf(row), out var label) ? label : table.Classes[row])]);
    }

    private static string Shown(string? label) => label is null ? "without a class" : $"'{label}'";
}
