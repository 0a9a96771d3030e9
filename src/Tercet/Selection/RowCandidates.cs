using Tercet.Search;

namespace Tercet;

/// <summary>The candidates of an anchor in a row of the search.</summary>
/// <param name="row">The row.</param>
/// <param name="nearer">Candidates that bounds removed from the near end of it.</param>
internal sealed class RowCandidates(CandidateRow row, int nearer = 0) : AnchorCandidates
{
    public override int Count => row.Count;

    public override Candidate Nearest => From(row.Nearest);

    public override Candidate Farthest => From(row.Farthest);

    public override Candidate NearestFrom(double distance, double strictlyBeyond = double.NegativeInfinity) =>
        From(row.NearestFrom(distance, strictlyBeyond));

    public override Candidate[] AtRanks(int rank, int count)
    {
        var found = row.AtRanks(rank - 1, count);
        var result = new Candidate[count];
        for (var i = 0; i < count; i++)
            result[i] = From(found[i]);
        return result;
    }

    public override int OriginalRankOf(Candidate candidate) => nearer + FindRank(candidate);

    protected override bool Contains(Candidate candidate) =>
        (uint)candidate.Index < (uint)row.Length && row.Contains(candidate.Index)
        && row.DistanceTo(candidate.Index) == candidate.Distance;

    protected override int FindRank(Candidate candidate) => row.RankOf(new Neighbour(candidate.Index, candidate.Distance)) + 1;

    protected override int FindRow(Candidate candidate) => row.RowOf(candidate.Index);

    protected override Candidate FindOrdinal(int ordinal) => From(row.AtOrdinal(ordinal));

    protected override void CopyAll(Span<Candidate> destination)
    {
        row.MeasureAll();
        var count = 0;
        for (var index = 0; index < row.Length; index++)
        {
            if (row.Contains(index))
                destination[count++] = new Candidate(index, row.DistanceTo(index));
        }
    }

    private static Candidate From(Neighbour neighbour) => new(neighbour.Index, neighbour.Distance);
}
