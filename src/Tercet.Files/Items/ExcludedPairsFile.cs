namespace Tercet.Files;

/// <summary>Pairs of items that must never be anchor and negative, as they were read from a file.</summary>
/// <param name="Pairs">The pairs, as rows; each way round that the data allow.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
public sealed record ExcludedPairsFile(IReadOnlyList<(int Anchor, int Negative)> Pairs, string Sha256)
{
    /// <summary>
    /// Reads a CSV file with a header, whose first two columns name items: by file, or by row number from 0 where the
    /// data have no file column. Where there is a catalog, one of the two is a catalog item. Of queries and passages, the first is a
    /// query.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="items">The table whose items are named.</param>
    /// <param name="catalog">The catalog; null where there is none.</param>
    /// <exception cref="InvalidInputException">
    /// No such file, fewer than two columns, or names that are not in the data.
    /// </exception>
    public static ExcludedPairsFile Read(string path, ItemTable items, ItemTable? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(items);
        var csv = CsvFile.Read(path);
        if (csv.Header.Length < 2)
            throw new InvalidInputException(
                $"{path}: one column, '{csv.Header[0]}'. Expected a header and two columns, each naming an item.");
        var itemRows = ItemNames.RowsByKey(items);
        var anchorRows = catalog is null ? itemRows : ItemNames.RowsByKey(catalog);
        ItemNames.RequireHeader(csv, 2, key => itemRows.Contains(key) || anchorRows.Contains(key), "pair", "first,second");
        var pairs = new List<(int Anchor, int Negative)>();
        List<string> unknown = [], ofOneTable = [];
        var (firsts, seconds) = (csv.Column(0, trim: true), csv.Column(1, trim: true));
        for (var i = 0; i < csv.Count; i++)
        {
            var (first, second) = (firsts[i], seconds[i]);
            var before = pairs.Count;
            // Queries and passages have ids of their own, which may be the same: a pair has one direction.
            foreach (var (anchor, negative) in items.HasClasses ? new[] { (first, second), (second, first) } : [(first, second)])
                pairs.AddRange(anchorRows[anchor].SelectMany(row => itemRows[negative], (row, other) => (row, other)));
            if (pairs.Count > before)
                continue;
            var place = FormattableString.Invariant($"row {csv.RowNumbers[i]}: {first}, {second}");
            (itemRows.Contains(first) && itemRows.Contains(second) ? ofOneTable : unknown).Add(place);
        }
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"{path}: {unknown.Count} pairs name items that are not in the data", unknown,
                $"Expected names as in {items.Source}{(catalog is null ? "" : $" and {catalog.Source}, one of each")}.");
        if (ofOneTable.Count > 0)
            throw new InvalidInputException(
                $"{path}: {ofOneTable.Count} pairs name two items of {items.Source}, but anchors come from the catalog", ofOneTable,
                $"Expected one of {catalog!.Source} and one of {items.Source}.");
        return new ExcludedPairsFile(pairs, csv.File.Sha256);
    }
}
