using Tercet.Search;

namespace Tercet;

/// <summary>
/// Excludes from an anchor's row what must not be its negative: what is related to it by a class or a pair, its group, named
/// pairs, near duplicates.
/// </summary>
internal sealed class CandidateFilter
{
    private readonly Subset _subset;
    private readonly double _minDistance;
    private readonly Dictionary<string, List<int>> _groups = new(StringComparer.Ordinal);

    public CandidateFilter(Subset subset, double minDistance)
    {
        (_subset, _minDistance) = (subset, minDistance);
        if (subset.Data.Items.Groups is not { } groups)
            return;
        foreach (var item in subset.Items)
        {
            if (groups[item] is not { } group)
                continue;
            if (!_groups.TryGetValue(group, out var members))
                _groups.Add(group, members = []);
            members.Add(item);
        }
    }

    /// <summary>Filters a row.</summary>
    /// <param name="row">The row of the anchor.</param>
    /// <param name="ids">The item of each place in the row, ascending.</param>
    /// <param name="anchor">The anchor's row in its table.</param>
    public void Apply(CandidateRow row, int[] ids, int anchor)
    {
        foreach (var number in _subset.Data.AnchorClasses.Of(anchor))
        {
            foreach (var item in _subset.ItemsOf(number))
                Exclude(row, ids, item);
        }
        if (_subset.Data.Anchors.Groups?[anchor] is { } group && _groups.TryGetValue(group, out var members))
        {
            foreach (var item in members)
                Exclude(row, ids, item);
        }
        foreach (var item in _subset.Data.Excluded.Of(anchor))
            Exclude(row, ids, item);
        if (_minDistance > 0)
            row.ExcludeNearerThan(_minDistance);
    }

    private void Exclude(CandidateRow row, int[] ids, int item)
    {
        var place = ids == _subset.Items ? _subset.Places[item] : Array.BinarySearch(ids, item);
        if (place >= 0)
            row.Exclude(place);
    }
}
