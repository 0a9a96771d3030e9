namespace Tercet;

/// <summary>Few candidates of an anchor, in a list.</summary>
/// <param name="ordered">The candidates, the nearest first, ties by index.</param>
/// <param name="originalRanks">The rank of each before bounds removed any.</param>
/// <param name="rowOf">The row of an index.</param>
internal sealed class ListedCandidates(Candidate[] ordered, int[] originalRanks, Func<int, int> rowOf) : AnchorCandidates
{
    private readonly Candidate[] _byIndex = [.. ordered.OrderBy(candidate => candidate.Index)];

    public override int Count => ordered.Length;

    public override Candidate Nearest => ordered[0];

    public override Candidate Farthest
    {
        get
        {
            // Of several that are as far, the one of the lowest index.
            var place = ordered.Length - 1;
            while (place > 0 && ordered[place - 1].Distance == ordered[^1].Distance)
                place--;
            return ordered[place];
        }
    }

    public override Candidate NearestFrom(double distance, double strictlyBeyond = double.NegativeInfinity)
    {
        var place = Array.FindIndex(ordered, candidate => candidate.Distance >= distance && candidate.Distance > strictlyBeyond);
        return place < 0 ? Farthest : ordered[place];
    }

    public override Candidate[] AtRanks(int rank, int count) => ordered[(rank - 1)..(rank - 1 + count)];

    public override int OriginalRankOf(Candidate candidate) => originalRanks[FindRank(candidate) - 1];

    protected override bool Contains(Candidate candidate) => FindRank(candidate) > 0;

    protected override int FindRank(Candidate candidate) => Array.IndexOf(ordered, candidate) + 1;

    protected override int FindRow(Candidate candidate) => rowOf(candidate.Index);

    protected override Candidate FindOrdinal(int ordinal) => _byIndex[ordinal];

    protected override void CopyAll(Span<Candidate> destination) => _byIndex.CopyTo(destination);
}
