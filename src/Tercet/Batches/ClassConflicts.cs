namespace Tercet;

/// <summary>
/// Which classes must not meet in a batch, since an item of one must not be a negative of one of the other: by an excluded pair,
/// or by a common group.
/// </summary>
internal sealed class ClassConflicts
{
    private readonly Dictionary<int, HashSet<int>> _others = []; // by excluded pairs
    private readonly Dictionary<int, HashSet<string>> _groupsOf = [];
    private readonly Dictionary<string, HashSet<int>> _membersOf = new(StringComparer.Ordinal);

    public ClassConflicts(Subset subset)
    {
        var data = subset.Data;
        var items = data.ItemClasses;
        var anchors = data.CatalogClasses ?? items;
        bool IsHere(int number) => number >= 0 && subset.ItemsOf(number).Length > 0;
        foreach (var (anchor, negative) in data.Excluded.All)
        {
            var (a, b) = (anchors[anchor], items[negative]);
            if (a == b || !IsHere(a) || !IsHere(b))
                continue;
            Set(_others, a).Add(b);
            Set(_others, b).Add(a);
        }
        foreach (var (classes, groups) in new[] { (items, data.Items.Groups), (anchors, data.Catalog?.Groups) })
        {
            for (var row = 0; row < groups?.Count; row++)
            {
                if (groups[row] is { } group && IsHere(classes[row]))
                {
                    Set(_groupsOf, classes[row]).Add(group);
                    Set(_membersOf, group).Add(classes[row]);
                }
            }
        }
    }

    /// <summary>The classes that must not meet one.</summary>
    /// <param name="number">The class.</param>
    public IEnumerable<int> Of(int number)
    {
        IEnumerable<int> others = _others.TryGetValue(number, out var named) ? named : [];
        return _groupsOf.TryGetValue(number, out var groups)
            ? others.Concat(groups.SelectMany(group => _membersOf[group])).Where(other => other != number)
            : others;
    }

    private static HashSet<TValue> Set<TKey, TValue>(Dictionary<TKey, HashSet<TValue>> sets, TKey key) where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
            sets.Add(key, set = []);
        return set;
    }
}
