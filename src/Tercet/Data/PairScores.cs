namespace Tercet;

/// <summary>
/// Scores of pairs of an anchor and an item by a teacher, such as a cross-encoder: the higher, the more relevant is the item.
/// </summary>
/// <example><code>
/// var items = LabeledItems.FromPairs(queries, passages, pairs).WithScores(new PairScores([(0, 17, 0.83), (0, 4, 0.11)]));
/// </code></example>
public sealed class PairScores
{
    private readonly Dictionary<int, (int[] Items, double[] Scores)> _byAnchor = [];

    /// <summary>Takes scores.</summary>
    /// <param name="scores">The rows of an anchor and of an item, and the score of the two, a finite number; each pair once.</param>
    /// <exception cref="InvalidInputException">A score is not finite, or a pair occurs twice.</exception>
    public PairScores(IEnumerable<(int Anchor, int Item, double Score)> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        List<string> infinite = [], repeated = [];
        foreach (var group in scores.GroupBy(score => score.Anchor))
        {
            var ordered = group.OrderBy(score => score.Item).ToList();
            infinite.AddRange(ordered.Where(score => !double.IsFinite(score.Score)).Select(Describe));
            repeated.AddRange(ordered.Zip(ordered.Skip(1)).Where(two => two.First.Item == two.Second.Item).Select(two => Describe(two.First)));
            _byAnchor.Add(group.Key, ([.. ordered.Select(score => score.Item)], [.. ordered.Select(score => score.Score)]));
            Count += ordered.Count;
        }
        if (infinite.Count > 0)
            throw new InvalidInputException($"scores: {infinite.Count} are not finite", infinite, "Expected numbers.");
        if (repeated.Count > 0)
            throw new InvalidInputException(
                $"scores: {repeated.Count} pairs occur more than once", repeated, "Expected one score for each pair.");

        static string Describe((int Anchor, int Item, double Score) score) =>
            FormattableString.Invariant($"anchor {score.Anchor}, item {score.Item}: {score.Score}");
    }

    /// <summary>The number of pairs.</summary>
    public int Count { get; }

    /// <summary>The score of a pair; null where it has none.</summary>
    /// <param name="anchor">The anchor's row.</param>
    /// <param name="item">The item's row.</param>
    public double? Of(int anchor, int item)
    {
        var (items, scores) = OfAnchor(anchor);
        var place = Array.BinarySearch(items, item);
        return place < 0 ? null : scores[place];
    }

    /// <summary>The items that have a score with an anchor, ascending, and the scores.</summary>
    internal (int[] Items, double[] Scores) OfAnchor(int anchor) =>
        _byAnchor.TryGetValue(anchor, out var found) ? (found.Items, found.Scores) : ([], []);

    /// <summary>Refuses rows beyond the tables.</summary>
    internal void RequireRows(ItemTable anchors, ItemTable items)
    {
        List<string> unknown =
        [
            .. _byAnchor.SelectMany(entry => entry.Value.Items, (entry, item) => (Anchor: entry.Key, Item: item))
                .Where(pair => (uint)pair.Anchor >= (uint)anchors.Count || (uint)pair.Item >= (uint)items.Count)
                .Select(pair => FormattableString.Invariant($"{pair.Anchor}, {pair.Item}")),
        ];
        if (unknown.Count > 0)
            throw new InvalidInputException(
                $"scores: {unknown.Count} name rows that are not in the data", unknown,
                $"Expected anchors from 0 to {anchors.Count - 1} (rows of {anchors.Source}) and items from 0 to {items.Count - 1} "
                + $"(rows of {items.Source}).");
    }
}
