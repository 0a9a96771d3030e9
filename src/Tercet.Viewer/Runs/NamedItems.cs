namespace Tercet.Viewer.Runs;

/// <summary>What a sequence says of the items in it: their files, labels and texts.</summary>
/// <param name="hasCatalog">Whether anchors are rows of another table than the items.</param>
public sealed class NamedItems(bool hasCatalog)
{
    private readonly Dictionary<int, (string? File, string? Class, string? Text)> _items = [];
    private readonly Dictionary<int, (string? File, string? Class, string? Text)> _catalog = [];

    private Dictionary<int, (string? File, string? Class, string? Text)> Anchors => hasCatalog ? _catalog : _items;

    /// <summary>Takes the items of a triplet.</summary>
    public void Add(in TripletRow row)
    {
        var triplet = row.Triplet;
        Anchors.TryAdd(triplet.Anchor, (row.AnchorFile, triplet.AnchorClass, row.AnchorText));
        _items.TryAdd(triplet.Positive, (row.PositiveFile, triplet.AnchorClass, row.PositiveText));
        _items.TryAdd(triplet.Negative, (row.NegativeFile, triplet.NegativeClass, row.NegativeText));
    }

    /// <summary>Takes an item of a batch.</summary>
    public void Add(in BatchRow row) =>
        (row.Item.Role == ItemRole.Catalog ? _catalog : _items).TryAdd(row.Item.Row, (row.File, row.Item.Class, null));

    /// <summary>The items, without images.</summary>
    public (ItemSet Items, ItemSet Anchors) ToSets()
    {
        var items = ToSet(_items, "items");
        return (items, hasCatalog ? ToSet(_catalog, "catalog") : items);
    }

    private static ItemSet ToSet(Dictionary<int, (string? File, string? Class, string? Text)> named, string source)
    {
        var count = named.Count == 0 ? 1 : named.Keys.Max() + 1;
        var rows = Enumerable.Range(0, count).Select(row => named.GetValueOrDefault(row)).ToList();
        var files = rows.Any(row => row.File is not null)
            ? rows.Select((row, i) => row.File ?? FormattableString.Invariant($"{i}")).ToList()
            : null;
        var texts = rows.Any(row => row.Text is not null) ? rows.ConvertAll(row => row.Text ?? "") : null;
        var table = new ItemTable([.. rows.Select(row => row.Class)], files, null, source, uniqueFiles: false, texts: texts);
        return new ItemSet(table, null);
    }
}
