namespace Tercet.CommandLine.Findings;

/// <summary>Examples of one level of hardness, spread over a run.</summary>
/// <param name="Name">The name of the level.</param>
/// <param name="Items">The examples, in step order.</param>
internal sealed record HardnessBand<T>(string Name, IReadOnlyList<T> Items)
{
    private static readonly (string Name, double Quantile)[] Levels = [("Easy", 0.1), ("Middle", 0.5), ("Hard", 0.9)];

    /// <summary>
    /// Chooses examples near the 10th, 50th and 90th percentile of hardness, for each level one from each of as many equal parts of
    /// the run. Where hardness hardly varies there is one level, without a name.
    /// </summary>
    /// <param name="sample">A sample of the run, in step order.</param>
    /// <param name="hardnessOf">The actual hardness.</param>
    /// <param name="keyOf">What examples rather differ in, such as their anchor.</param>
    /// <param name="count">Examples per level.</param>
    public static IReadOnlyList<HardnessBand<T>> Choose<TKey>(
        IReadOnlyList<T> sample, Func<T, double> hardnessOf, Func<T, TKey> keyOf, int count)
    {
        if (sample.Count == 0)
            return [];
        double[] sorted = [.. sample.Select(hardnessOf).Order()];
        double At(double quantile) => sorted[(int)(quantile * (sorted.Length - 1))];
        if (At(Levels[^1].Quantile) - At(Levels[0].Quantile) < MinRange)
        {
            var spread = Spread([.. Enumerable.Range(0, sample.Count)], Levels.Length * count, _ => 0);
            return [new HardnessBand<T>("", [.. spread.Select(i => sample[i])])];
        }

        var shown = new HashSet<TKey>();
        var left = Enumerable.Range(0, sample.Count).ToList();
        var bands = new List<HardnessBand<T>>();
        foreach (var (name, quantile) in Levels)
        {
            var level = At(quantile);
            var chosen = Spread(left, count, i =>
                Math.Abs(hardnessOf(sample[i]) - level) + (shown.Contains(keyOf(sample[i])) ? Repetition : 0),
                i => shown.Add(keyOf(sample[i])));
            left = [.. left.Except(chosen)]; // in few steps, levels are close together
            bands.Add(new HardnessBand<T>(name, [.. chosen.Select(i => sample[i])]));
        }
        return [.. bands.Where(band => band.Items.Count > 0)];
    }

    /// <summary>How much farther from the level an example may be that repeats no other.</summary>
    private const double Repetition = 0.1;

    /// <summary>Below this difference of hardness, levels do not differ.</summary>
    private const double MinRange = 0.01;

    /// <summary>The index with the least score of each of as many equal runs of indices.</summary>
    private static List<int> Spread(List<int> indices, int count, Func<int, double> score, Action<int>? choose = null)
    {
        var chosen = new List<int>();
        var parts = Math.Min(count, indices.Count);
        for (var part = 0; part < parts; part++)
        {
            int first = (int)((long)indices.Count * part / parts), end = (int)((long)indices.Count * (part + 1) / parts);
            chosen.Add(indices[first..end].MinBy(score));
            choose?.Invoke(chosen[^1]);
        }
        return chosen;
    }
}
