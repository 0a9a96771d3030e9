namespace Tercet;

/// <summary>What a hardness h between 0 and 1 means among n candidates.</summary>
public enum Scale
{
    /// <summary>The nearest candidate at θ = h·d_min + (1 − h)·d_max or beyond: the original method's.</summary>
    Range,

    /// <summary>The candidate at place round((1 − h)(n − 1)) from the nearest, halves rounded up.</summary>
    Rank,

    /// <summary>The candidate at place round(n^(1 − h)) − 1 from the nearest, halves rounded up.</summary>
    LogRank,

    /// <summary>
    /// As range, with θ in two straight pieces through d_max (h = 0), the positive's distance (h = ½) and d_min (h = 1);
    /// for h up to ½ strictly beyond the positive. The farthest candidate where none is.
    /// </summary>
    Relative,
}
