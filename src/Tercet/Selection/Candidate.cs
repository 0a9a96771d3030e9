namespace Tercet;

/// <summary>A candidate for the negative of an anchor.</summary>
/// <param name="Index">Its place among all candidates in the order of their rows, from 0; excluded ones keep theirs.</param>
/// <param name="Distance">From the anchor, resolved in float64.</param>
public readonly record struct Candidate(int Index, double Distance);
