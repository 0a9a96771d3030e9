namespace Tercet.Search;

/// <summary>A candidate, by its place in the row, and its reference distance from the anchor.</summary>
internal readonly record struct Neighbour(int Index, double Distance)
{
    /// <summary>The order of all decisions: nearer first, ties to the lower place.</summary>
    public bool ComesBefore(Neighbour other) =>
        Distance < other.Distance || (Distance == other.Distance && Index < other.Index);
}
