namespace Tercet;

/// <summary>
/// Which classes must not meet in a batch, since an item of one must not be a negative of one of the other: by an excluded pair,
/// by a common group, or where each class is a pair of query and passage, because the query of one is related to the passage of
/// the other.
/// </summary>
internal sealed class ClassConflicts
{
    private readonly Dictionary<int, HashSet<int>> _others = []; // by excluded pairs
    private readonly Dictionary<int, HashSet<string>> _groupsOf = [];
    private readonly Dictionary<string, HashSet<int>> _membersOf = new(StringComparer.Ordinal);
    private readonly Subset _subset;

    public ClassConflicts(Subset subset)
    {
        _subset = subset;
        var data = subset.Data;
        foreach (var (anchor, negative) in data.Excluded.All)
        {
            foreach (var a in Here(data.AnchorClasses, anchor))
            {
                foreach (var b in Here(data.ItemClasses, negative).Where(b => b != a))
                {
                    Set(_others, a).Add(b);
                    Set(_others, b).Add(a);
                }
            }
        }
        foreach (var (classes, groups) in new[] { (data.ItemClasses, data.Items.Groups), (data.AnchorClasses, data.Catalog?.Groups) })
        {
            for (var row = 0; row < groups?.Count; row++)
            {
                if (groups[row] is not { } group)
                    continue;
                foreach (var number in Here(classes, row))
                {
                    Set(_groupsOf, number).Add(group);
                    Set(_membersOf, group).Add(number);
                }
            }
        }
    }

    /// <summary>The classes that must not meet one.</summary>
    /// <param name="number">The class.</param>
    public IEnumerable<int> Of(int number)
    {
        IEnumerable<int> others = _others.TryGetValue(number, out var named) ? named : [];
        if (_subset.Data.IsByPair)
            others = others.Concat(Related(number).Where(other => other != number));
        return _groupsOf.TryGetValue(number, out var groups)
            ? others.Concat(groups.SelectMany(group => _membersOf[group])).Where(other => other != number)
            : others;
    }

    /// <summary>The classes of a row that are in the part.</summary>
    private int[] Here(ClassLists classes, int row) => [.. classes.Of(row).ToArray().Where(IsHere)];

    private bool IsHere(int number) =>
        _subset.ItemsOf(number).Length > 0 && (!_subset.Data.ArePairs || _subset.AnchorsOf(number).Length > 0);

    /// <summary>
    /// The pairs whose passage is a positive of the query of one, or whose query has the passage of it as a positive; it is among
    /// them.
    /// </summary>
    private IEnumerable<int> Related(int number)
    {
        var data = _subset.Data;
        var (query, passage) = (_subset.AnchorsOf(number)[0], _subset.ItemsOf(number)[0]);
        foreach (var ofQuery in data.AnchorClasses.Of(query).ToArray())
        {
            foreach (var other in Here(data.ItemClasses, _subset.ItemsOf(ofQuery)[0]))
                yield return other;
        }
        foreach (var ofPassage in Here(data.ItemClasses, passage))
        {
            foreach (var other in Here(data.AnchorClasses, _subset.AnchorsOf(ofPassage)[0]))
                yield return other;
        }
    }

    private static HashSet<TValue> Set<TKey, TValue>(Dictionary<TKey, HashSet<TValue>> sets, TKey key) where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
            sets.Add(key, set = []);
        return set;
    }
}
