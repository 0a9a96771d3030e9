namespace Tercet.CommandLine.Runs;

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
    /// <param name="count">Examples per level.</param>
    public static IReadOnlyList<HardnessBand<T>> Choose(IReadOnlyList<T> sample, Func<T, double> hardnessOf, int count)
    {
        if (sample.Count == 0)
            return [];
        double[] sorted = [.. sample.Select(hardnessOf).Order()];
        double At(double quantile) => sorted[(int)(quantile * (sorted.Length - 1))];
        if (At(Levels[^1].Quantile) - At(Levels[0].Quantile) < MinRange)
            return [new HardnessBand<T>("", [.. Spread([.. Enumerable.Range(0, sample.Count)], Levels.Length * count, _ => 0).Select(i => sample[i])])];

        var left = Enumerable.Range(0, sample.Count).ToList();
        var bands = new List<HardnessBand<T>>();
        foreach (var (name, quantile) in Levels)
        {
            var level = At(quantile);
            var chosen = Spread(left, count, i => Math.Abs(hardnessOf(sample[i]) - level));
            left = [.. left.Except(chosen)]; // in few steps, levels are close together
            bands.Add(new HardnessBand<T>(name, [.. chosen.Select(i => sample[i])]));
        }
        return [.. bands.Where(band => band.Items.Count > 0)];
    }

    /// <summary>Below this difference of hardness, levels do not differ.</summary>
    private const double MinRange = 0.01;

    /// <summary>The index with the least score of each of as many equal runs of indices.</summary>
    private static List<int> Spread(List<int> indices, int count, Func<int, double> score)
    {
        var parts = Math.Min(count, indices.Count);
        return
        [
            .. Enumerable.Range(0, parts).Select(part => indices
                .Skip((int)((long)indices.Count * part / parts))
                .Take((int)((long)indices.Count * (part + 1) / parts - (long)indices.Count * part / parts)).MinBy(score)),
        ];
    }
}
