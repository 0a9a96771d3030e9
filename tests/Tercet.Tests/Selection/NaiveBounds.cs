namespace Tercet.Tests.Selection;

/// <summary>
/// The brute-force reference of bounds on negatives: the inequalities of <see cref="NegativeBounds"/>, candidate by candidate, each
/// counted under the first that it breaks.
/// </summary>
internal static class NaiveBounds
{
    /// <summary>A candidate with its distance, its rank from 1 before bounds, and its similarity or score.</summary>
    internal sealed record Ranked(int Item, double Distance, int Rank, double? Similarity);

    public static double SimilarityAt(double distance, Distance kind) => kind == Distance.Cosine ? 1 - distance : -distance;

    /// <summary>The name of the count for what a candidate breaks; null where it may be a negative.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="count">How many candidates the anchor has before bounds.</param>
    /// <param name="positives">Similarities or scores of all its positives that have one, in the order of their rows.</param>
    /// <param name="options">The bounds.</param>
    public static string? WhyNot(Ranked candidate, int count, List<double> positives, TripletOptions options)
    {
        var bounds = options.Bounds;
        var needsPositive = bounds.MarginToPositive is not null || bounds.RatioToPositive is not null;
        if (candidate.Similarity is not { } s || (needsPositive && positives.Count == 0))
            return "candidates without a score";
        if (candidate.Rank <= Math.Floor(options.SkipNearest * count))
            return "candidates skipped as nearest";
        if (candidate.Rank < bounds.Ranks?.First || candidate.Rank > bounds.Ranks?.Last)
            return "candidates outside the ranks";
        if (s > bounds.MaxSimilarity)
            return "candidates above the maximum similarity";
        if (!needsPositive)
            return null;
        var p = bounds.Against switch
        {
            PositiveReference.Least => positives.Order().First(),
            PositiveReference.Most => positives.Order().Last(),
            _ => positives.Aggregate(0.0, (sum, x) => sum + x) / positives.Count,
        };
        if (s > p - bounds.MarginToPositive)
            return "candidates within the margin to the positive";
        if (s > p - (1 - bounds.RatioToPositive) * Math.Abs(p))
            return "candidates above the ratio to the positive";
        return null;
    }
}
