using Tercet.Tests.Search;

namespace Tercet.Tests.Triplets;

/// <summary>
/// The definition, as a plain loop: for each step, every distance in float64, a full sort, and the rule of the strategy.
/// It shares only the random streams with the library.
/// </summary>
internal static class NaiveMiner
{
    private sealed record Candidate(int Item, double Distance);

    public static List<Triplet> Mine(Scenario scenario, TripletOptions options, Split split)
    {
        var test = scenario.TestItems(options);
        var items = Enumerable.Range(0, scenario.Classes.Length)
            .Where(i => scenario.Classes[i] is not null && test.Contains(i) == (split == Split.Test)).ToArray();
        var order = scenario.Classes.Where(label => label is not null).Distinct().ToList();
        var needed = scenario.CatalogClasses is null ? 2 : 1;
        var anchorClasses = order.Where(c => items.Count(i => scenario.Classes[i] == c) >= needed).ToArray();
        var steps = split == Split.Train ? (long)options.Epochs * options.Triplets : options.TestSteps;
        var range = split == Split.Train ? options.Steps ?? new StepRange(0, steps) : new StepRange(0, steps);
        var triplets = new List<Triplet>();
        for (var step = range.Start; step < range.End; step++)
        {
            if (MineStep(scenario, options, split, items, anchorClasses, step, steps) is { } triplet)
                triplets.Add(triplet);
        }
        return triplets;
    }

    private static Triplet? MineStep(
        Scenario scenario, TripletOptions options, Split split, int[] items, string?[] anchorClasses, long step, long steps)
    {
        RandomStream Stream(RandomPurpose purpose, long index) => new(options.Seed, purpose, (ulong)split, (ulong)index);

        var pass = Enumerable.Range(0, anchorClasses.Length).ToArray();
        var coverage = Stream(RandomPurpose.Coverage, step / pass.Length);
        coverage.Shuffle(pass.AsSpan());
        var label = anchorClasses[pass[step % pass.Length]]!;

        var ofClass = items.Where(i => scenario.Classes[i] == label).ToArray();
        var anchors = scenario.CatalogClasses is { } catalog
            ? Enumerable.Range(0, catalog.Length).Where(i => catalog[i] == label).ToArray()
            : ofClass;
        var anchor = anchors[Stream(RandomPurpose.Anchor, step).Next(anchors.Length)];
        var anchorRow = scenario.AnchorRow(anchor);
        double From(int item) => NaiveDistance.Between(anchorRow, scenario.ItemRow(item), options.Distance);

        var positives = ofClass.Where(i => scenario.CatalogClasses is not null || i != anchor).ToArray();
        var positive = options.Positive switch
        {
            PositiveStrategy.Random => positives[Stream(RandomPurpose.Positive, step).Next(positives.Length)],
            PositiveStrategy.Nearest => positives.MinBy(From),
            _ => positives.MaxBy(From),
        };
        var positiveDistance = From(positive);

        var drawn = items;
        if (options.Pool is { } pool)
            drawn = [.. Stream(RandomPurpose.Pool, step).Sample(items.Length, Math.Min(pool, items.Length)).Select(place => items[place])];
        var sorted = drawn
            .Where(i => scenario.Classes[i] != label && !scenario.IsExcluded(anchor, i))
            .Select(i => new Candidate(i, From(i)))
            .Where(c => c.Distance >= options.MinDistance)
            .OrderBy(c => c.Distance).ThenBy(c => c.Item).ToList();
        if (sorted.Count == 0)
            return null;

        double? target = options.Strategy switch
        {
            Strategy.Sequence => options.Schedule.HardnessAt(step, steps),
            Strategy.Easiest => 0,
            Strategy.Hardest => 1,
            _ => null,
        };
        var negative = Choose(
            sorted, options, target, positiveDistance, Stream(RandomPurpose.Negative, step), scenario.Dimensions);
        var (min, max) = (sorted[0].Distance, sorted[^1].Distance);
        return new Triplet(
            step, split == Split.Train ? (int)(step / options.Triplets) : 0, options.Schedule.CycleOf(step, steps),
            anchor, positive, negative.Item, label, scenario.Classes[negative.Item]!, positiveDistance, negative.Distance,
            target, max == min ? 1 : (max - negative.Distance) / (max - min), sorted.IndexOf(negative) + 1);
    }

    private static Candidate Choose(
        List<Candidate> sorted, TripletOptions options, double? target, double dap, RandomStream stream, int dimensions)
    {
        var farthest = sorted.First(c => c.Distance == sorted[^1].Distance);
        Candidate First(Func<Candidate, bool> qualifies) => sorted.FirstOrDefault(qualifies) ?? farthest;
        switch (options.Strategy)
        {
            case Strategy.Easiest:
                return farthest;
            case Strategy.Hardest:
                return sorted[0];
            case Strategy.Random:
                return sorted.OrderBy(c => c.Item).ElementAt(stream.Next(sorted.Count));
            case Strategy.SemiHard:
                return First(c => c.Distance > dap);
            case Strategy.DistanceWeighted:
                return Weighted(sorted.OrderBy(c => c.Item).ToList(), options.Distance, stream, dimensions);
        }
        var h = target!.Value;
        double min = sorted[0].Distance, max = sorted[^1].Distance, n = sorted.Count;
        switch (options.Scale)
        {
            case Scale.Range:
                return First(c => c.Distance >= h * min + (1 - h) * max);
            case Scale.Rank:
                return sorted[(int)Math.Floor((1 - h) * (n - 1) + 0.5)];
            case Scale.LogRank:
                return sorted[Math.Max(0, (int)Math.Floor(PortableMath.Pow(n, 1 - h) + 0.5) - 1)];
            default:
                return h <= 0.5
                    ? First(c => c.Distance >= (1 - 2 * h) * max + 2 * h * dap && c.Distance > dap)
                    : First(c => c.Distance >= (2 - 2 * h) * dap + (2 * h - 1) * min);
        }
    }

    private static Candidate Weighted(List<Candidate> byId, Distance distance, RandomStream stream, int dimensions)
    {
        double Delta(Candidate c) => distance switch
        {
            Distance.Euclidean => c.Distance,
            Distance.SquaredEuclidean => Math.Sqrt(c.Distance),
            _ => Math.Sqrt(2 * c.Distance),
        };
        var near = byId.Where(c => Delta(c) < 1.4).ToList();
        if (near.Count == 0)
            return byId[stream.Next(byId.Count)];
        var logs = near.ConvertAll(c =>
        {
            var delta = Math.Max(Delta(c), 0.5);
            return (2.0 - dimensions) * PortableMath.Log(delta) - (dimensions - 3.0) / 2 * PortableMath.Log(
                1 - delta * delta / 4);
        });
        var weights = logs.ConvertAll(log => PortableMath.Exp(log - logs.Max()));
        var goal = stream.NextDouble() * weights.Sum();
        var sum = 0.0;
        for (var i = 0; i < near.Count; i++)
        {
            sum += weights[i];
            if (sum > goal)
                return near[i];
        }
        return near[weights.FindLastIndex(w => w > 0)];
    }
}
