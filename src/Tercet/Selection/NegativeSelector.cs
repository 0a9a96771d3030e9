namespace Tercet;

/// <summary>
/// The usual selectors, and a way to make one from a delegate. h is the target hardness, n the number of candidates, d_min and
/// d_max the least and greatest of their distances, d_ap the distance from anchor to positive.
/// </summary>
/// <example><code>
/// var options = new TripletOptions { Selector = NegativeSelector.SemiHard };
/// var own = NegativeSelector.Custom(
///     "third-nearest", (candidates, step) => candidates.AtRank(Math.Min(3, candidates.Count)), followsSchedule: false);
/// </code></example>
public static class NegativeSelector
{
    /// <summary>The nearest candidate at h·d_min + (1 − h)·d_max or farther: the original method's scale.</summary>
    public static INegativeSelector Range { get; } = Custom("range", (candidates, step) =>
    {
        var h = step.TargetHardness!.Value;
        return candidates.NearestFrom(h * candidates.Nearest.Distance + (1 - h) * candidates.Farthest.Distance);
    });

    /// <summary>The candidate at rank 1 + round((1 − h)(n − 1)), halves rounded up.</summary>
    public static INegativeSelector Rank { get; } = Custom("rank", (candidates, step) =>
        candidates.AtRank(1 + (int)RoundHalfUp((1 - step.TargetHardness!.Value) * (candidates.Count - 1))));

    /// <summary>The candidate at rank round(n^(1 − h)), halves rounded up.</summary>
    public static INegativeSelector LogRank { get; } = Custom("log-rank", (candidates, step) =>
        candidates.AtRank((int)Math.Max(1, RoundHalfUp(PortableMath.Pow(candidates.Count, 1 - step.TargetHardness!.Value)))));

    /// <summary>
    /// As <see cref="Range"/>, with the threshold in two straight pieces through d_max (h = 0), d_ap (h = ½) and d_min (h = 1);
    /// for h up to ½ strictly beyond the positive. The farthest candidate where there is none.
    /// </summary>
    public static INegativeSelector Relative { get; } = Custom("relative", (candidates, step) =>
    {
        var (h, positive) = (step.TargetHardness!.Value, step.PositiveDistance);
        return h <= 0.5
            ? candidates.NearestFrom((1 - 2 * h) * candidates.Farthest.Distance + 2 * h * positive, strictlyBeyond: positive)
            : candidates.NearestFrom((2 - 2 * h) * positive + (2 * h - 1) * candidates.Nearest.Distance);
    });

    /// <summary>The farthest candidate.</summary>
    public static INegativeSelector Easiest { get; } = WithTarget("easiest", 0, (candidates, _) => candidates.Farthest);

    /// <summary>The nearest candidate (batch-hard's choice, Hermans et al. 2017, over the whole set).</summary>
    public static INegativeSelector Hardest { get; } = WithTarget("hardest", 1, (candidates, _) => candidates.Nearest);

    /// <summary>Any candidate, each as likely. In batches, classes join in the random order of the pass.</summary>
    public static INegativeSelector Random { get; } = new RandomSelector();

    /// <summary>The nearest candidate farther than the positive (FaceNet, Schroff et al. 2015), else the farthest.</summary>
    public static INegativeSelector SemiHard { get; } = WithTarget("semi-hard", null, (candidates, step) =>
        candidates.NearestFrom(step.PositiveDistance, strictlyBeyond: step.PositiveDistance));

    /// <summary>
    /// At random, weighted by the inverse density of distances on the unit sphere (Wu et al. 2017), normalised for each
    /// anchor; requires embeddings of unit length, or the cosine distance.
    /// </summary>
    public static INegativeSelector DistanceWeighted { get; } = new DistanceWeightedSelector();

    /// <summary>The usual selectors, those that follow the schedule first.</summary>
    public static IReadOnlyList<INegativeSelector> All { get; } =
        [Range, Rank, LogRank, Relative, Easiest, Hardest, Random, SemiHard, DistanceWeighted];

    /// <summary>A selector of your own.</summary>
    /// <param name="identity">
    /// Names it, with its parameters; not blank, and none of the usual names. Equal identities must mean equal selectors.
    /// </param>
    /// <param name="select">Picks one of the candidates; called from several threads at once.</param>
    /// <param name="followsSchedule">
    /// Whether its target hardness is the schedule's. Default true; false for a selector without a target hardness.
    /// </param>
    /// <exception cref="ArgumentException">The identity is blank.</exception>
    public static INegativeSelector Custom(
        string identity, Func<ICandidates, SelectionStep, Candidate> select, bool followsSchedule = true)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(identity);
        ArgumentNullException.ThrowIfNull(select);
        return followsSchedule ? new Delegated(identity, scheduled => scheduled, select) : WithTarget(identity, null, select);
    }

    /// <summary>Whether a selector's target is the schedule's hardness.</summary>
    /// <param name="selector">The selector.</param>
    public static bool FollowsSchedule(INegativeSelector selector) => selector.TargetFor(0) is 0 && selector.TargetFor(1) is 1;

    private static double RoundHalfUp(double x) => Math.Floor(x + 0.5);

    private static Delegated WithTarget(string identity, double? target, Func<ICandidates, SelectionStep, Candidate> select) =>
        new(identity, _ => target, select);

    private sealed class RandomSelector() : Delegated(
        "random", _ => null, (candidates, step) => candidates.AtOrdinal(step.Random.Next(candidates.Count))), ISamplesNegatives
    {
        public Candidate[] Sample(ICandidates candidates, in SelectionStep step, int count) =>
            [.. step.Random.Sample(candidates.Count, count).Select(candidates.AtOrdinal)];
    }

    /// <summary>Selectors are equal where their identities are, so that options which hold them can be compared.</summary>
    private class Delegated(
        string identity, Func<double, double?> target, Func<ICandidates, SelectionStep, Candidate> select) : INegativeSelector
    {
        public string Identity => identity;

        public double? TargetFor(double scheduled) => target(scheduled);

        public Candidate Select(ICandidates candidates, in SelectionStep step) => select(candidates, step);

        public override bool Equals(object? other) => other is Delegated selector && selector.Identity == identity;

        public override int GetHashCode() => identity.GetHashCode(StringComparison.Ordinal);

        public override string ToString() => identity;
    }
}
