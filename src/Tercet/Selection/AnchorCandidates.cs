namespace Tercet;

/// <summary>The candidates of an anchor as mining uses them: what selectors see, and what is recorded of a negative.</summary>
internal abstract class AnchorCandidates : ICandidates
{
    public abstract int Count { get; }

    public abstract Candidate Nearest { get; }

    public abstract Candidate Farthest { get; }

    /// <summary>Candidates that bounds removed, at both ends.</summary>
    public int Removed { get; init; }

    public Candidate AtRank(int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, Count);
        return AtRanks(rank, 1)[0];
    }

    public int RankOf(Candidate candidate) => Contains(candidate)
        ? FindRank(candidate)
        : throw new ArgumentException($"{Describe(candidate)}.", nameof(candidate));

    public int RowOf(Candidate candidate) => Contains(candidate)
        ? FindRow(candidate)
        : throw new ArgumentException($"{Describe(candidate)}.", nameof(candidate));

    public abstract Candidate NearestFrom(double distance, double strictlyBeyond = double.NegativeInfinity);

    public int CountNearerThan(double distance)
    {
        var nearest = NearestFrom(distance);
        return nearest.Distance >= distance ? FindRank(nearest) - 1 : Count;
    }

    public Candidate AtOrdinal(int ordinal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ordinal);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ordinal, Count);
        return FindOrdinal(ordinal);
    }

    public void CopyTo(Span<Candidate> destination)
    {
        if (destination.Length < Count)
            throw new ArgumentException(
                FormattableString.Invariant($"room for {destination.Length} candidates; expected {Count} or more."),
                nameof(destination));
        CopyAll(destination);
    }

    /// <summary>The candidates at consecutive ranks.</summary>
    /// <param name="rank">The first, 1 for the nearest.</param>
    /// <param name="count">How many; there are as many.</param>
    public abstract Candidate[] AtRanks(int rank, int count);

    /// <summary>The rank of a candidate before bounds removed any.</summary>
    public abstract int OriginalRankOf(Candidate candidate);

    /// <summary>The negative that a selector picks, which must be one of the candidates.</summary>
    public Candidate Select(INegativeSelector selector, in SelectionStep step) =>
        RequireOwn(selector.Select(this, step), selector);

    /// <summary>
    /// Several negatives: for a selector that samples, that many samples without replacement; else those that follow the one that
    /// it picks, the nearer ones before it where too few follow.
    /// </summary>
    /// <param name="selector">The selector.</param>
    /// <param name="step">The step.</param>
    /// <param name="count">How many; fewer where there are not as many candidates.</param>
    /// <param name="spread">Ranks over which they are spread evenly, at least <paramref name="count"/>.</param>
    public Candidate[] Select(INegativeSelector selector, in SelectionStep step, int count, int spread)
    {
        if (selector is ISamplesNegatives sampler)
            return sampler.Sample(this, step, Math.Min(count, Count));
        var first = Select(selector, step);
        if (count == 1)
            return [first];
        var window = Math.Min(spread, Count);
        var following = AtRanks(Math.Min(FindRank(first), Count - window + 1), window);
        return window <= count
            ? following
            : [.. Enumerable.Range(0, count).Select(i => following[(int)((long)i * (window - 1) / (count - 1))])];
    }

    /// <summary>Actual hardness: 0 at the farthest candidate, 1 at the nearest, and 1 where all are equally far.</summary>
    public double HardnessOf(double distance)
    {
        var (min, max) = (Nearest.Distance, Farthest.Distance);
        return max == min ? 1 : (max - distance) / (max - min);
    }

    protected abstract bool Contains(Candidate candidate);

    protected abstract int FindRank(Candidate candidate);

    protected abstract int FindRow(Candidate candidate);

    protected abstract Candidate FindOrdinal(int ordinal);

    protected abstract void CopyAll(Span<Candidate> destination);

    private Candidate RequireOwn(Candidate selected, INegativeSelector selector) => Contains(selected)
        ? selected
        : throw new InvalidOperationException($"selector '{selector.Identity}' selected {Describe(selected)}.");

    private static string Describe(Candidate candidate) =>
        FormattableString.Invariant($"index {candidate.Index} at distance {candidate.Distance}, ")
        + "which is not one of the anchor's candidates; "
        + $"expected what a member of {nameof(ICandidates)} returned for this anchor";
}

/// <summary>A selector that draws at random, and so draws again for each of several negatives.</summary>
internal interface ISamplesNegatives
{
    /// <summary>Draws distinct candidates.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="step">The step.</param>
    /// <param name="count">1 to their number.</param>
    Candidate[] Sample(ICandidates candidates, in SelectionStep step, int count);
}
