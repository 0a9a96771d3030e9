using Tercet.Search;

namespace Tercet;

/// <summary>The row of an anchor, as selectors see it.</summary>
internal sealed class RowCandidates(CandidateRow row) : ICandidates
{
    public int Count => row.Count;

    public Candidate Nearest => From(row.Nearest);

    public Candidate Farthest => From(row.Farthest);

    public Candidate AtRank(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, Count);
        return From(row.AtRank(rank - 1));
    }

    public int RankOf(Candidate candidate) => row.RankOf(new Neighbour(candidate.Index, candidate.Distance)) + 1;

    public Candidate NearestFrom(double distance, double strictlyBeyond = double.NegativeInfinity) =>
        From(row.NearestFrom(distance, strictlyBeyond));

    public int CountNearerThan(double distance)
    {
        var nearest = row.NearestFrom(distance);
        return nearest.Distance >= distance ? row.RankOf(nearest) : Count;
    }

    public Candidate AtOrdinal(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Count);
        return From(row.AtOrdinal(ordinal));
    }

    public void CopyTo(Span<Candidate> destination)
    {
        row.MeasureAll();
        var count = 0;
        for (var index = 0; index < row.Length; index++)
        {
            if (row.Contains(index))
                destination[count++] = new Candidate(index, row.DistanceTo(index));
        }
    }

    /// <summary>The negative that a selector picks, which must be one of the row's.</summary>
    public Candidate Select(INegativeSelector selector, in SelectionStep step)
    {
        var selected = selector.Select(this, step);
        return (uint)selected.Index < (uint)row.Length && row.Contains(selected.Index) && row.DistanceTo(selected.Index) == selected.Distance
            ? selected
            : throw new InvalidOperationException(FormattableString.Invariant(
                $"selector '{selector.Identity}' selected index {selected.Index} at distance {selected.Distance}, which is not one of the anchor's candidates; expected what a member of {nameof(ICandidates)} returned."));
    }

    /// <summary>Actual hardness: 0 at the farthest candidate, 1 at the nearest, and 1 where all are equally far.</summary>
    public double HardnessOf(double distance)
    {
        var (min, max) = (row.Nearest.Distance, row.Farthest.Distance);
        return max == min ? 1 : (max - distance) / (max - min);
    }

    private static Candidate From(Neighbour neighbour) => new(neighbour.Index, neighbour.Distance);
}
