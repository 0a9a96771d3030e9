namespace Tercet;

/// <summary>A candidate for the negative of an anchor.</summary>
public readonly record struct Candidate
{
    /// <summary>Takes the values.</summary>
    /// <param name="index">Its place among all candidates in the order of their rows, from 0; excluded ones keep theirs.</param>
    /// <param name="distance">From the anchor, resolved in float64.</param>
    public Candidate(int index, double distance)
    {
        Index = index;
        Distance = distance;
    }

    /// <summary>Its place among all candidates in the order of their rows, from 0; excluded ones keep theirs.</summary>
    public int Index { get; }

    /// <summary>From the anchor, resolved in float64.</summary>
    public double Distance { get; }
}
