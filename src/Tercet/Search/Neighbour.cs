namespace Tercet.Search;

/// <summary>A candidate, by its index in the row, and its reference distance from the anchor.</summary>
internal readonly record struct Neighbour(int Index, double Distance)
{
    /// <summary>The order of candidates: nearer first, ties to the lower index.</summary>
    public bool ComesBefore(Neighbour other) =>
        Distance < other.Distance || (Distance == other.Distance && Index < other.Index);
}
