using System.Globalization;

namespace Tercet.Datasets;

/// <summary>Pairs that must never be anchor and negative of a triplet, whichever of the two is the anchor.</summary>
public sealed class ExcludedPairs
{
    private readonly Dictionary<int, List<int>> _negatives = [];

    private ExcludedPairs()
    {
    }

    /// <summary>Pairs, each counted once for either way round that the data allow.</summary>
    public int Count { get; private set; }

    /// <summary>The SHA-256 of the file they were read from, in hexadecimal; null for pairs from memory.</summary>
    public string? Sha256 { get; private set; }

    /// <summary>
    /// Reads a CSV file with a header, whose first two columns name items: by file, or by row number from 0 where the
    /// data have no file column. Where there is a catalog, one of the two is a catalog item.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="data">The data whose items are named.</param>
    /// <exception cref="BadInputException">No such file, fewer than two columns, or names that are not in the data.</exception>
    public static ExcludedPairs ReadCsv(string path, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var csv = CsvFile.Read(path);
        if (csv.Header.Length < 2)
            throw new BadInputException($"{path}: one column, '{csv.Header[0]}'. Expected a header and two columns, each naming an item.");
        var items = Index(data.Items);
        var anchors = data.Catalog is null ? items : Index(data.Catalog);
        var pairs = new ExcludedPairs { Sha256 = csv.File.Sha256 };
        var unknown = new List<string>();
        for (var i = 0; i < csv.Rows.Count; i++)
        {
            var (first, second) = (csv.Rows[i][0].Trim(), csv.Rows[i][1].Trim());
            var found = pairs.TryAdd(first, second, anchors, items);
            found |= pairs.TryAdd(second, first, anchors, items);
            if (!found)
                unknown.Add(FormattableString.Invariant($"row {csv.RowNumbers[i]}: {first}, {second}"));
        }
        if (unknown.Count > 0)
            throw new BadInputException(
                $"{path}: {unknown.Count} pairs name items that are not in the data", unknown,
                $"Expected names as they stand in {data.Items.Source}{(data.Catalog is null ? "" : $" and {data.Catalog.Source}, one of each")}.");
        return pairs;
    }

    /// <summary>Takes pairs from memory.</summary>
    /// <param name="pairs">Ids of an anchor (in the catalog, where there is one) and of an item that must not be its negative.</param>
    public static ExcludedPairs FromIds(IEnumerable<(int Anchor, int Negative)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var result = new ExcludedPairs();
        foreach (var (anchor, negative) in pairs)
            result.Add(anchor, negative);
        return result;
    }

    /// <summary>Pairs that name rows beyond the tables.</summary>
    internal IEnumerable<(int Anchor, int Negative)> OutOf(int anchors, int items) =>
        All.Where(pair => (uint)pair.Anchor >= (uint)anchors || (uint)pair.Negative >= (uint)items);

    /// <summary>All pairs.</summary>
    internal IEnumerable<(int Anchor, int Negative)> All => _negatives.SelectMany(entry => entry.Value, (entry, negative) => (entry.Key, negative));

    internal IReadOnlyList<int> Of(int anchor) => _negatives.TryGetValue(anchor, out var list) ? list : [];

    private static Dictionary<string, int> Index(ItemTable table)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < table.Count; i++)
            index.TryAdd(table.Files?[i] ?? i.ToString(CultureInfo.InvariantCulture), i);
        return index;
    }

    private bool TryAdd(string anchor, string negative, Dictionary<string, int> anchors, Dictionary<string, int> items)
    {
        if (!anchors.TryGetValue(anchor, out var anchorId) || !items.TryGetValue(negative, out var negativeId))
            return false;
        Add(anchorId, negativeId);
        return true;
    }

    private void Add(int anchor, int negative)
    {
        if (!_negatives.TryGetValue(anchor, out var list))
            _negatives.Add(anchor, list = []);
        list.Add(negative);
        Count++;
    }
}
