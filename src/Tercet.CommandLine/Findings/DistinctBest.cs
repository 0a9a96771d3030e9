namespace Tercet.CommandLine.Findings;

/// <summary>The best of a sequence in one pass, of those with equal keys the best one alone.</summary>
/// <typeparam name="T">What is compared.</typeparam>
/// <typeparam name="TKey">What only one is kept of.</typeparam>
/// <param name="capacity">How many are kept.</param>
/// <param name="compare">Less than 0 where the first argument is better; of equal ones, the earlier is.</param>
/// <param name="keyOf">The key.</param>
internal sealed class DistinctBest<T, TKey>(int capacity, Comparison<T> compare, Func<T, TKey> keyOf) where TKey : IEquatable<TKey>
{
    private readonly List<T> _best = new(capacity + 1);

    /// <summary>Those so far, the best first.</summary>
    public IReadOnlyList<T> Items => _best;

    /// <summary>Adds the next of the sequence.</summary>
    public void Add(T item)
    {
        if (_best.Count == capacity && compare(item, _best[^1]) >= 0)
            return;
        var key = keyOf(item);
        var same = _best.FindIndex(other => keyOf(other).Equals(key));
        if (same >= 0 && compare(item, _best[same]) >= 0)
            return;
        if (same >= 0)
            _best.RemoveAt(same);
        var place = _best.FindIndex(other => compare(item, other) < 0);
        _best.Insert(place < 0 ? _best.Count : place, item);
        if (_best.Count > capacity)
            _best.RemoveAt(capacity);
    }
}
