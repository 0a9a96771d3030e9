namespace Tercet.Tests.Selection;

/// <summary>
/// The brute-force reference of selectors: the rules of docs/definitions.md on a sorted list of distances. It shares nothing with
/// the library but the identity of a selector, which names the rule.
/// </summary>
internal static class NaiveSelection
{
    /// <summary>The target hardness of a step, where the schedule says <paramref name="scheduled"/>.</summary>
    public static double? TargetOf(INegativeSelector selector, double scheduled) => selector.Identity switch
    {
        "range" or "rank" or "log-rank" or "relative" => scheduled,
        "easiest" => 0,
        "hardest" => 1,
        _ => null,
    };

    /// <summary>The place, from 0 (the nearest), of what a selector without random numbers selects.</summary>
    /// <param name="selector">The selector.</param>
    /// <param name="sorted">The candidates' distances, ascending; those that are equal by their ids.</param>
    /// <param name="target">h.</param>
    /// <param name="positive">d_ap.</param>
    public static int PlaceOf(INegativeSelector selector, IReadOnlyList<double> sorted, double? target, double positive)
    {
        double h = target ?? double.NaN, min = sorted[0], max = sorted[^1], n = sorted.Count;
        int First(Func<double, bool> qualifies)
        {
            var places = Enumerable.Range(0, sorted.Count);
            var farthest = places.First(place => sorted[place] == max);
            return places.Where(place => qualifies(sorted[place])).FirstOrDefault(farthest);
        }
        return selector.Identity switch
        {
            "range" => First(d => d >= h * min + (1 - h) * max),
            "rank" => (int)Math.Floor((1 - h) * (n - 1) + 0.5),
            "log-rank" => (int)Math.Floor(Math.Pow(n, 1 - h) + 0.5) - 1,
            "relative" => h <= 0.5
                ? First(d => d >= (1 - 2 * h) * max + 2 * h * positive && d > positive)
                : First(d => d >= (2 - 2 * h) * positive + (2 * h - 1) * min),
            "easiest" => First(d => d == max),
            "hardest" => 0,
            "semi-hard" => First(d => d > positive),
            var other => throw new ArgumentException($"no rule for {other}", nameof(selector)),
        };
    }

    /// <summary>Hardness of a distance among those of all candidates.</summary>
    public static double HardnessOf(IReadOnlyList<double> sorted, double distance) =>
        sorted[0] == sorted[^1] ? 1 : (sorted[^1] - distance) / (sorted[^1] - sorted[0]);
}
