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

    public int RankOf(Candidate candidate) => Contains(candidate)
        ? row.RankOf(new Neighbour(candidate.Index, candidate.Distance)) + 1
        : throw new ArgumentException($"{Describe(candidate)}.", nameof(candidate));

    public int RowOf(Candidate candidate) => Contains(candidate)
        ? row.RowOf(candidate.Index)
        : throw new ArgumentException($"{Describe(candidate)}.", nameof(candidate));

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
        if (destination.Length < Count)
            throw new ArgumentException(
                FormattableString.Invariant($"room for {destination.Length} candidates; expected {Count} or more."),
                nameof(destination));
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
        return Contains(selected)
            ? selected
            : throw new InvalidOperationException($"selector '{selector.Identity}' selected {Describe(selected)}.");
    }

    /// <summary>Actual hardness: 0 at the farthest candidate, 1 at the nearest, and 1 where all are equally far.</summary>
    public double HardnessOf(double distance)
    {
        var (min, max) = (row.Nearest.Distance, row.Farthest.Distance);
        return max == min ? 1 : (max - distance) / (max - min);
    }

    private bool Contains(Candidate candidate) =>
        (uint)candidate.Index < (uint)row.Length && row.Contains(candidate.Index)
        && row.DistanceTo(candidate.Index) == candidate.Distance;

    private static string Describe(Candidate candidate) =>
        FormattableString.Invariant($"index {candidate.Index} at distance {candidate.Distance}, ")
        + "which is not one of the anchor's candidates; "
        + $"expected what a member of {nameof(ICandidates)} returned for this anchor";

    private static Candidate From(Neighbour neighbour) => new(neighbour.Index, neighbour.Distance);
}
