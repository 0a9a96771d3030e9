using Tercet.Search;

namespace Tercet;

/// <summary>Applies <see cref="NegativeBounds"/>, and the fraction to skip, to the candidates of an anchor.</summary>
internal sealed class CandidateBounds(Subset subset, TripletOptions options, EmbeddedItems embedded)
{
    private readonly NegativeBounds _bounds = options.Bounds;
    private readonly PairScores? _scores = subset.Data.Scores;

    /// <summary>What was removed.</summary>
    public BoundTally Tally { get; } = new();

    /// <summary>The candidates of a row that are within the bounds.</summary>
    /// <param name="row">The row, already without what is related, grouped or excluded; what is removed is removed from it.</param>
    /// <param name="ids">The item of each place in the row.</param>
    /// <param name="anchor">The anchor.</param>
    /// <param name="steps">Steps of the anchor, for which what is removed is counted.</param>
    public AnchorCandidates Apply(CandidateRow row, int[] ids, int anchor, int steps)
    {
        if (_scores is not null)
            return ApplyScores(row, ids, anchor, steps);
        var all = row.Count;
        var skipped = Skipped(all);
        var last = Math.Max(skipped, Math.Min(all, _bounds.Ranks?.Last ?? all));
        // Where a bound reaches beyond the last rank, what it removes there counts as outside the ranks.
        void Remove(BoundTally.Reason reason, Action remove)
        {
            var before = all - row.Count;
            remove();
            Tally.Add(reason, (long)(Math.Min(all - row.Count, last) - Math.Min(before, last)) * steps);
        }

        if (skipped > 0)
            Remove(BoundTally.Reason.Nearest, () => row.ExcludeNearest(skipped));
        if (_bounds.Ranks is { } ranks && ranks.First - 1 > skipped)
            Remove(BoundTally.Reason.Ranks, () => row.ExcludeNearest(ranks.First - 1 - skipped));
        foreach (var (reason, bound) in Limits(SimilarityToPositives(anchor)))
            Remove(reason, () => ExcludeAbove(row, bound));
        var nearer = all - row.Count;
        if (last == all)
            return new RowCandidates(row, nearer) { Removed = nearer };
        var left = Math.Max(0, last - nearer);
        Tally.Add(BoundTally.Reason.Ranks, (long)(all - last) * steps);
        var listed = left == 0 ? [] : new RowCandidates(row).AtRanks(1, left);
        return new ListedCandidates(listed, [.. Enumerable.Range(nearer + 1, left)], row.RowOf) { Removed = all - left };
    }

    private int Skipped(int count) => (int)(options.SkipNearest * count);

    /// <summary>The bounds on similarity, or on a teacher's score, with the reason of each.</summary>
    /// <param name="positive">The similarity or score that they refer to; read only where one does.</param>
    private IEnumerable<(BoundTally.Reason Reason, double Bound)> Limits(Lazy<double> positive)
    {
        if (_bounds.MaxSimilarity is { } max)
            yield return (BoundTally.Reason.MaxSimilarity, max);
        if (_bounds.MarginToPositive is { } margin)
            yield return (BoundTally.Reason.Margin, positive.Value - margin);
        if (_bounds.RatioToPositive is { } ratio)
            yield return (BoundTally.Reason.Ratio, positive.Value - (1 - ratio) * Math.Abs(positive.Value));
    }

    private void ExcludeAbove(CandidateRow row, double bound)
    {
        if (row.Count == 0)
            return;
        var distance = Similarity.LeastDistance(bound, options.Distance);
        if (double.IsPositiveInfinity(distance))
            row.ExcludeNearest(row.Count);
        else
            row.ExcludeNearerThan(distance);
    }

    private Lazy<double> SimilarityToPositives(int anchor) => new(() =>
    {
        float[] one = new float[embedded.Items.Dimensions], other = new float[embedded.Items.Dimensions];
        var from = embedded.Anchors.ReadRow(anchor, one);
        var similarities = new List<double>();
        foreach (var item in subset.PositivesOf(anchor))
        {
            var distance = ReferenceDistance.Between(from, embedded.Items.ReadRow(item, other), options.Distance);
            similarities.Add(Similarity.At(distance, options.Distance));
        }
        return Reference(similarities);
    });

    /// <summary>Of the similarities to positives, in the order of their rows, the one that bounds refer to.</summary>
    private double Reference(List<double> similarities) => _bounds.Against switch
    {
        PositiveReference.Mean => similarities.Sum() / similarities.Count,
        PositiveReference.Most => similarities.Max(),
        _ => similarities.Min(),
    };

    /// <summary>The candidates that a teacher scored, within the bounds on their scores.</summary>
    private ListedCandidates ApplyScores(CandidateRow row, int[] ids, int anchor, int steps)
    {
        var all = row.Count;
        List<double> ofPositives = [.. subset.PositivesOf(anchor).Select(item => _scores!.Of(anchor, item)).OfType<double>()];
        var needsPositive = _bounds.MarginToPositive is not null || _bounds.RatioToPositive is not null;
        var limits = needsPositive && ofPositives.Count == 0 ? null : Limits(new(() => Reference(ofPositives))).ToList();
        var (items, scores) = limits is null ? ([], []) : _scores!.OfAnchor(anchor);
        var kept = new List<(Candidate Candidate, int Rank)>();
        var scored = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var place = PlaceOf(ids, items[i]);
            if (place < 0 || !row.Contains(place))
                continue;
            scored++;
            var neighbour = new Neighbour(place, row.DistanceTo(place));
            var rank = row.RankOf(neighbour) + 1;
            if (WhyNot(rank, all, scores[i], limits!) is { } reason)
                Tally.Add(reason, steps);
            else
                kept.Add((new Candidate(place, neighbour.Distance), rank));
        }
        Tally.Add(BoundTally.Reason.Score, (long)(all - scored) * steps);
        kept.Sort((x, y) => x.Rank.CompareTo(y.Rank));
        return new ListedCandidates([.. kept.Select(one => one.Candidate)], [.. kept.Select(one => one.Rank)], row.RowOf)
        {
            Removed = all - kept.Count,
        };
    }

    private BoundTally.Reason? WhyNot(int rank, int all, double score, List<(BoundTally.Reason Reason, double Bound)> limits)
    {
        if (rank <= Skipped(all))
            return BoundTally.Reason.Nearest;
        if (_bounds.Ranks is { } ranks && !(rank >= ranks.First && rank <= ranks.Last))
            return BoundTally.Reason.Ranks;
        foreach (var (reason, bound) in limits)
        {
            if (score > bound)
                return reason;
        }
        return null;
    }

    private int PlaceOf(int[] ids, int item) => ids == subset.Items ? subset.Places[item] : Array.BinarySearch(ids, item);
}
