using Tercet.Tests.Data;
using Tercet.Tests.Schedules;
using Tercet.Tests.Search;
using Tercet.Tests.Selection;

namespace Tercet.Tests.Triplets;

/// <summary>
/// The brute-force reference of triplets: for each step every distance in float64, a full sort, and the rule of the selector. It
/// shares only the random streams with the library; elementary functions are those of <see cref="Math"/>.
/// </summary>
internal sealed class NaiveMiner(Scenario scenario, TripletOptions options, NaiveSplit split, SplitPart part)
{
    private readonly int[] _items = split.RowsOf(scenario, part);

    private sealed record Candidate(int Item, double Distance);

    /// <summary>Steps of the sequence.</summary>
    public long Steps
    {
        get
        {
            if (part == SplitPart.Train)
                return (long)options.Epochs * options.TripletsPerEpoch;
            if (_items.Length == 0)
                return 0;
            return options.TestTriplets
                ?? (long)Math.Round(options.TripletsPerEpoch * split.Ratio, MidpointRounding.AwayFromZero);
        }
    }

    public List<Triplet> Mine(StepRange? range = null)
    {
        var needed = scenario.CatalogClasses is null ? 2 : 1;
        string[] anchorClasses =
            [.. scenario.Classes.OfType<string>().Distinct().Where(c => _items.Count(i => scenario.Classes[i] == c) >= needed)];
        var steps = range ?? new StepRange(0, Steps);
        var triplets = new List<Triplet>();
        for (var step = steps.Start; step < steps.End; step++)
        {
            if (MineStep(anchorClasses, step) is { } triplet)
                triplets.Add(triplet);
        }
        return triplets;
    }

    private RandomStream Stream(RandomPurpose purpose, long index) => new(options.Seed, purpose, (ulong)part, (ulong)index);

    private Triplet? MineStep(string[] anchorClasses, long step)
    {
        var pass = Enumerable.Range(0, anchorClasses.Length).ToArray();
        Stream(RandomPurpose.Coverage, step / pass.Length).Shuffle(pass.AsSpan());
        var label = anchorClasses[pass[step % pass.Length]];

        var ofClass = _items.Where(i => scenario.Classes[i] == label).ToArray();
        var anchors = scenario.CatalogClasses is { } catalog
            ? Enumerable.Range(0, catalog.Length).Where(i => catalog[i] == label).ToArray()
            : ofClass;
        var anchor = anchors[Stream(RandomPurpose.Anchor, step).Next(anchors.Length)];
        var anchorRow = scenario.AnchorRow(anchor);
        double From(int item) => NaiveDistance.Between(anchorRow, scenario.ItemRow(item), options.Distance);

        var positives = ofClass.Where(i => scenario.CatalogClasses is not null || i != anchor).ToArray();
        var positive = options.PositiveStrategy switch
        {
            PositiveStrategy.Random => positives[Stream(RandomPurpose.Positive, step).Next(positives.Length)],
            PositiveStrategy.Nearest => positives.MinBy(From),
            _ => positives.MaxBy(From),
        };

        var drawn = _items;
        if (options.CandidatePool is { } pool)
        {
            var places = Stream(RandomPurpose.Pool, step).Sample(_items.Length, Math.Min(pool, _items.Length));
            drawn = [.. places.Select(place => _items[place])];
        }
        List<Candidate> sorted =
        [
            .. drawn.Where(i => scenario.Classes[i] != label && !scenario.IsExcluded(anchor, i))
                .Select(i => new Candidate(i, From(i)))
                .Where(c => c.Distance >= options.MinDistance)
                .OrderBy(c => c.Distance).ThenBy(c => c.Item),
        ];
        if (sorted.Count == 0)
            return null;
        var target = NaiveSelection.TargetOf(options.Selector, NaiveSchedule.HardnessAt(options.Schedule, step, Steps));
        var negative = Choose(sorted, target, From(positive), Stream(RandomPurpose.Negative, step));
        return new Triplet(
            step, part == SplitPart.Train ? (int)(step / options.TripletsPerEpoch) : 0,
            NaiveSchedule.CycleOf(options.Schedule, step, Steps), anchor, positive, negative.Item, label,
            scenario.Classes[negative.Item]!, From(positive), negative.Distance,
            target, HardnessAmong(sorted, negative.Distance), sorted.IndexOf(negative) + 1);
    }

    private static double HardnessAmong(List<Candidate> sorted, double distance) =>
        NaiveSelection.HardnessOf(sorted.ConvertAll(c => c.Distance), distance);

    private Candidate Choose(List<Candidate> sorted, double? target, double positive, RandomStream stream)
    {
        if (options.Selector == NegativeSelector.Random)
            return sorted.OrderBy(c => c.Item).ElementAt(stream.Next(sorted.Count));
        if (options.Selector == NegativeSelector.DistanceWeighted)
            return Weighted([.. sorted.OrderBy(c => c.Item)], stream);
        return sorted[NaiveSelection.PlaceOf(options.Selector, sorted.ConvertAll(c => c.Distance), target, positive)];
    }

    private Candidate Weighted(List<Candidate> byId, RandomStream stream)
    {
        double Delta(Candidate c) => options.Distance switch
        {
            Distance.Euclidean => c.Distance,
            Distance.SquaredEuclidean => Math.Sqrt(c.Distance),
            _ => Math.Sqrt(2 * c.Distance),
        };
        double n = scenario.Dimensions;
        var near = byId.Where(c => Delta(c) < 1.4).ToList();
        if (near.Count == 0)
            return byId[stream.Next(byId.Count)];
        var logs = near.ConvertAll(c =>
        {
            var delta = Math.Max(Delta(c), 0.5);
            return -((n - 2) * Math.Log(delta) + (n - 3) / 2 * Math.Log(1 - delta * delta / 4));
        });
        var weights = logs.ConvertAll(log => Math.Exp(log - logs.Max()));
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
