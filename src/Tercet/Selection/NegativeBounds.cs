namespace Tercet;

/// <summary>
/// Bounds that keep likely false negatives, unlabelled positives, out of an anchor's candidates. Similarity is the cosine with
/// <see cref="Distance.Cosine"/>, else minus the distance; where the data have scores of a teacher
/// (<see cref="LabeledItems.WithScores"/>), scores take its place, and only items with a score are candidates.
/// </summary>
/// <remarks>p is the similarity of the positive that <see cref="Against"/> names, s that of a candidate.</remarks>
/// <example><code>
/// var options = new TripletOptions
/// {
///     Distance = Distance.Cosine, Negatives = 8, Bounds = new NegativeBounds { RatioToPositive = 0.95, Ranks = new(1, 200) },
/// };
/// </code></example>
public sealed record NegativeBounds
{
    /// <summary>s must be at most this. Default null: no bound. Finite.</summary>
    public double? MaxSimilarity { get; init; }

    /// <summary>m in s ≤ p − m. Default null: no bound. Finite.</summary>
    public double? MarginToPositive { get; init; }

    /// <summary>
    /// r in s ≤ p − (1 − r)·|p|: for a positive p, s ≤ r·p; below 0 the bound lies as far below p. Default null: no bound. Finite,
    /// above 0.
    /// </summary>
    public double? RatioToPositive { get; init; }

    /// <summary>Which of several positives p is of. Default the least similar.</summary>
    public PositiveReference Against { get; init; }

    /// <summary>
    /// The ranks that candidates must have, among those that are not related, grouped, excluded or duplicates, before any other
    /// bound. Default null: all.
    /// </summary>
    public RankRange? Ranks { get; init; }

    internal IEnumerable<OptionFault> Faults()
    {
        foreach (var (name, value) in new[]
        {
            (nameof(MaxSimilarity), MaxSimilarity), (nameof(MarginToPositive), MarginToPositive),
            (nameof(RatioToPositive), RatioToPositive),
        })
        {
            if (value is { } number && !double.IsFinite(number))
                yield return new OptionFault(name, $"is {number}; expected a finite number.");
        }
        if (RatioToPositive is <= 0)
            yield return new OptionFault(nameof(RatioToPositive), $"is {RatioToPositive}; expected more than 0, such as 0.95.");
        if (Ranks is { } ranks && !(ranks.First >= 1 && ranks.Last >= ranks.First))
            yield return new OptionFault(nameof(Ranks), $"is {ranks}; expected first..last with 1 ≤ first ≤ last, 1 for the nearest.");
        if (!Enum.IsDefined(Against))
            yield return OptionFault.Unknown(nameof(Against), Against);
    }

    /// <summary>Faults that show only with the data.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="areScores">Whether bounds are on the scores of a teacher.</param>
    internal IEnumerable<OptionFault> FaultsOn(Distance distance, bool areScores)
    {
        if (!areScores && distance != Distance.Cosine && MaxSimilarity is > 0)
            yield return new OptionFault(
                nameof(MaxSimilarity),
                $"is {MaxSimilarity}, but similarity is minus the distance here, 0 at most; expected less, or `Distance` cosine.");
    }
}
