namespace Tercet;

/// <summary>Pairs of items that must never be anchor and negative of a triplet.</summary>
public sealed class ExcludedPairs
{
    private readonly Dictionary<int, List<int>> _negatives = [];

    /// <summary>Takes pairs; for both directions, give both.</summary>
    /// <param name="pairs">Rows of an anchor (in the catalog, where there is one) and of an item that must not be its negative.</param>
    public ExcludedPairs(IEnumerable<(int Anchor, int Negative)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        foreach (var (anchor, negative) in pairs)
        {
            if (!_negatives.TryGetValue(anchor, out var list))
                _negatives.Add(anchor, list = []);
            list.Add(negative);
            Count++;
        }
    }

    /// <summary>Pairs, each counted once per direction.</summary>
    public int Count { get; }

    /// <summary>All pairs.</summary>
    internal IEnumerable<(int Anchor, int Negative)> All =>
        _negatives.SelectMany(entry => entry.Value, (entry, negative) => (entry.Key, negative));

    /// <summary>Pairs that name rows beyond the tables.</summary>
    internal IEnumerable<(int Anchor, int Negative)> OutOf(int anchors, int items) =>
        All.Where(pair => (uint)pair.Anchor >= (uint)anchors || (uint)pair.Negative >= (uint)items);

    /// <summary>The items that must not be an anchor's negative.</summary>
    internal IReadOnlyList<int> Of(int anchor) => _negatives.TryGetValue(anchor, out var list) ? list : [];
}
