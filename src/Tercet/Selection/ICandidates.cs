namespace Tercet;

/// <summary>
/// The candidates of one anchor, of which there is at least one: the items of other classes, less those that a filter rules out.
/// All answers are exact, with ties to the lower row, and only the few distances that an answer depends on are computed in
/// float64.
/// </summary>
public interface ICandidates
{
    /// <summary>Candidates, 1 or more.</summary>
    int Count { get; }

    /// <summary>The nearest candidate.</summary>
    Candidate Nearest { get; }

    /// <summary>The farthest candidate.</summary>
    Candidate Farthest { get; }

    /// <summary>The candidate at a rank.</summary>
    /// <param name="rank">1 (the nearest) to <see cref="Count"/> (the farthest).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rank.</exception>
    Candidate AtRank(int rank);

    /// <summary>The rank of a candidate: 1 for the nearest.</summary>
    /// <param name="candidate">One of these candidates.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    int RankOf(Candidate candidate);

    /// <summary>
    /// The row of a candidate among the items, with which its label, or anything else of it, can be looked up. In batches, where
    /// a candidate is a class, the first row of the class in the split.
    /// </summary>
    /// <param name="candidate">One of these candidates.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    int RowOf(Candidate candidate);

    /// <summary>The nearest candidate at a distance or farther; the farthest of all where there is none.</summary>
    /// <param name="distance">The least distance.</param>
    /// <param name="strictlyBeyond">The candidate must also be farther than this. Default: no such bound.</param>
    Candidate NearestFrom(double distance, double strictlyBeyond = double.NegativeInfinity);

    /// <summary>How many candidates are nearer than a distance.</summary>
    /// <param name="distance">The distance.</param>
    int CountNearerThan(double distance);

    /// <summary>A candidate in the order of rows, whatever its distance: with a random number, a uniform draw.</summary>
    /// <param name="ordinal">0 to <see cref="Count"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such candidate.</exception>
    Candidate AtOrdinal(int ordinal);

    /// <summary>
    /// Measures all candidates. This costs a float64 distance for each: use it only where a selector needs them all.
    /// </summary>
    /// <param name="destination">At least <see cref="Count"/> long; filled in the order of rows.</param>
    /// <exception cref="ArgumentException">It is shorter.</exception>
    void CopyTo(Span<Candidate> destination);
}
