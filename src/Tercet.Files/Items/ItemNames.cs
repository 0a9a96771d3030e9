namespace Tercet.Files;

/// <summary>Finds the items that a CSV file names: by file, or by row number from 0 where the data have no file column.</summary>
internal static class ItemNames
{
    /// <summary>The rows that each name stands for; names are matched exactly.</summary>
    /// <param name="table">The table whose items are named.</param>
    public static ILookup<string, int> RowsByKey(ItemTable table) =>
        Enumerable.Range(0, table.Count).ToLookup(table.KeyOf, StringComparer.Ordinal);

    /// <summary>Refuses a first line that names items, and so is likely a record without a header above it.</summary>
    /// <param name="csv">The file.</param>
    /// <param name="columns">How many columns, from the first, name items.</param>
    /// <param name="isItem">Whether a name is that of an item.</param>
    /// <param name="record">What a row of the file is.</param>
    /// <param name="example">A header that would do.</param>
    /// <exception cref="InvalidInputException">All of these columns of the header name items.</exception>
    public static void RequireHeader(CsvFile csv, int columns, Func<string, bool> isItem, string record, string example)
    {
        var names = csv.Header.Take(columns).ToList();
        if (names.TrueForAll(name => isItem(name)))
            throw new InvalidInputException(
                $"{csv.File.Path}: the first line names items: {string.Join(", ", names)}. Expected a header there, which is not a "
                + $"{record}. Put a line such as {example} above it.");
    }
}
