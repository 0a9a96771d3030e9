namespace Tercet;

/// <summary>A candidate for the negative of an anchor.</summary>
public readonly record struct Candidate
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="index">
    /// Index among all candidates in the order of their rows, from 0; excluded candidates are counted too.
    /// </param>
    /// <param name="distance">Distance from the anchor, computed in float64.</param>
    public Candidate(int index, double distance)
    {
        Index = index;
        Distance = distance;
    }

    /// <summary>Index among all candidates in the order of their rows, from 0; excluded candidates are counted too.</summary>
    public int Index { get; }

    /// <summary>Distance from the anchor, computed in float64.</summary>
    public double Distance { get; }
}
