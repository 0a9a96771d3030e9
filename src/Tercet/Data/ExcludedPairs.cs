namespace Tercet;

/// <summary>Pairs of items that must never be anchor and negative, by anchor.</summary>
internal sealed class ExcludedPairs
{
    private readonly Dictionary<int, List<int>> _negatives = [];

    public ExcludedPairs(IEnumerable<(int Anchor, int Negative)> pairs)
    {
        foreach (var (anchor, negative) in pairs)
        {
            if (!_negatives.TryGetValue(anchor, out var list))
                _negatives.Add(anchor, list = []);
            list.Add(negative);
        }
    }

    /// <summary>All pairs.</summary>
    public IEnumerable<(int Anchor, int Negative)> All =>
        _negatives.SelectMany(entry => entry.Value, (entry, negative) => (entry.Key, negative));

    /// <summary>The items that must not be an anchor's negative.</summary>
    public IReadOnlyList<int> Of(int anchor) => _negatives.TryGetValue(anchor, out var list) ? list : [];

    /// <summary>Refuses pairs that name rows beyond the tables.</summary>
    public void RequireRows(ItemTable anchors, ItemTable items)
    {
        var unknown = All.Where(pair => (uint)pair.Anchor >= (uint)anchors.Count || (uint)pair.Negative >= (uint)items.Count)
            .Select(pair => FormattableString.Invariant($"{pair.Anchor}, {pair.Negative}")).ToList();
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"excluded pairs: {unknown.Count} name rows that are not in the data", unknown,
                $"Expected anchors from 0 to {anchors.Count - 1} (rows of {anchors.Source}) "
                + $"and negatives from 0 to {items.Count - 1} (rows of {items.Source}).");
    }
}
