using Tercet.Tests.Data;
using Tercet.Tests.Schedules;
using Tercet.Tests.Search;
using Tercet.Tests.Selection;
using Ranked = Tercet.Tests.Selection.NaiveBounds.Ranked;

namespace Tercet.Tests.Triplets;

/// <summary>
/// The brute-force reference of triplets on a relation: for each step every distance in float64, a full sort, the bounds one
/// candidate at a time, and the rule of the selector. It shares only the random streams with the library.
/// </summary>
internal sealed class NaiveRelationMiner(RelationScenario scenario, TripletOptions options, NaiveSplit split, SplitPart part)
{
    private readonly int[] _items = split.ItemsOf(scenario, part);
    private readonly int[] _anchors = split.AnchorsOf(scenario, part);
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);

    /// <summary>Steps of the sequence.</summary>
    public long Steps => part == SplitPart.Train
        ? (long)options.Epochs * options.TripletsPerEpoch
        : _items.Length == 0
            ? 0
            : options.TestTriplets ?? (long)Math.Round(options.TripletsPerEpoch * split.Ratio, MidpointRounding.AwayFromZero);

    /// <summary>What the last call of <see cref="Mine"/> left out, how often.</summary>
    public IEnumerable<(string, long)> Skipped => _skipped.Where(entry => entry.Value > 0).Select(entry => (entry.Key, entry.Value));

    public List<Triplet> Mine(StepRange? range = null)
    {
        _skipped.Clear();
        var classes = scenario.Classes.Select(label => (Label: label, Anchors: AnchorsOf(label)))
            .Where(one => one.Anchors.Length > 0).ToArray();
        var steps = range ?? new StepRange(0, Steps);
        var triplets = new List<Triplet>();
        for (var step = steps.Start; step < steps.End; step++)
        {
            var pass = Enumerable.Range(0, classes.Length).ToArray();
            Stream(RandomPurpose.Coverage, step / pass.Length).Shuffle(pass.AsSpan());
            var (label, anchors) = classes[pass[step % pass.Length]];
            var mined = MineStep(step, label, anchors[Stream(RandomPurpose.Anchor, step).Next(anchors.Length)]);
            Count("steps without a candidate", mined.Count == 0 ? 1 : 0);
            Count("steps with fewer negatives than requested", mined.Count > 0 && mined.Count < options.Negatives ? 1 : 0);
            triplets.AddRange(mined);
        }
        return triplets;
    }

    private int[] AnchorsOf(string label) =>
    [
        .. _anchors.Where(anchor => scenario.ClassesOfAnchor(anchor).Contains(label)
            && _items.Any(item => scenario.IsPositive(anchor, item, label))),
    ];

    private RandomStream Stream(RandomPurpose purpose, long index) => new(options.Seed, purpose, (ulong)part, (ulong)index);

    private void Count(string what, long count) => _skipped[what] = _skipped.GetValueOrDefault(what) + count;

    private List<Triplet> MineStep(long step, string label, int anchor)
    {
        var anchorRow = scenario.AnchorRow(anchor);
        double From(int item) => NaiveDistance.Between(anchorRow, scenario.ItemRow(item), options.Distance);

        int[] positives = [.. _items.Where(item => scenario.IsPositive(anchor, item, label))];
        var positive = options.PositiveStrategy switch
        {
            PositiveStrategy.Random => positives[Stream(RandomPurpose.Positive, step).Next(positives.Length)],
            PositiveStrategy.Nearest => positives.MinBy(From),
            _ => positives.MaxBy(From),
        };

        var drawn = _items;
        if (options.CandidatePool is { } pool)
        {
            drawn = [.. Stream(RandomPurpose.Pool, step).Sample(_items.Length, Math.Min(pool, _items.Length))
                .Select(place => _items[place])];
        }
        double? SimilarityOf(int item) => scenario.Scores is not { } scores
            ? NaiveBounds.SimilarityAt(From(item), options.Distance)
            : scores.Where(score => score.Anchor == anchor && score.Item == item)
                .Select(score => (double?)score.Score).SingleOrDefault();

        List<Ranked> all =
        [
            .. drawn.Where(item => !scenario.IsRelated(anchor, item) && From(item) >= options.MinDistance)
                .OrderBy(From).ThenBy(item => item)
                .Select((item, place) => new Ranked(item, From(item), place + 1, SimilarityOf(item))),
        ];
        var ofPositives = _items.Where(item => scenario.ClassesOfAnchor(anchor).Any(own => scenario.IsPositive(anchor, item, own)))
            .Select(SimilarityOf).OfType<double>().ToList();
        var sorted = new List<Ranked>();
        foreach (var candidate in all)
        {
            if (NaiveBounds.WhyNot(candidate, all.Count, ofPositives, options) is { } reason)
                Count(reason, 1);
            else
                sorted.Add(candidate);
        }
        if (sorted.Count == 0)
            return [];

        var target = NaiveSelection.TargetOf(options.Selector, NaiveSchedule.HardnessAt(options.Schedule, step, Steps));
        var distances = sorted.ConvertAll(candidate => candidate.Distance);
        return Choose(sorted, target, From(positive), Stream(RandomPurpose.Negative, step)).ConvertAll(negative => new Triplet(
            step, part == SplitPart.Train ? (int)(step / options.TripletsPerEpoch) : 0,
            NaiveSchedule.CycleOf(options.Schedule, step, Steps), anchor, positive, negative.Item, label,
            scenario.NegativeClassOf(negative.Item), From(positive), negative.Distance, target,
            NaiveSelection.HardnessOf(distances, negative.Distance), negative.Rank)
        {
            Removed = all.Count - sorted.Count,
        });
    }

    private List<Ranked> Choose(List<Ranked> sorted, double? target, double positive, RandomStream stream)
    {
        var count = Math.Min(options.Negatives, sorted.Count);
        List<Ranked> byRow = [.. sorted.OrderBy(candidate => candidate.Item)];
        if (options.Selector == NegativeSelector.Random)
            return options.Negatives == 1
                ? [byRow[stream.Next(byRow.Count)]]
                : [.. stream.Sample(byRow.Count, count).Select(place => byRow[place])];
        if (options.Selector == NegativeSelector.DistanceWeighted)
            return Weighted(byRow, count, stream);
        var place = NaiveSelection.PlaceOf(options.Selector, sorted.ConvertAll(candidate => candidate.Distance), target, positive);
        if (count == 1)
            return [sorted[options.Negatives == 1 ? place : 0]];
        var window = Math.Min(options.Spread ?? options.Negatives, sorted.Count);
        var start = Math.Min(place, sorted.Count - window);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => sorted[start + (int)Math.Floor((double)i * (window - 1) / (count - 1))]),
        ];
    }

    /// <summary>One draw after the other by weight, without replacement; once no weight is left, the rest uniformly.</summary>
    private List<Ranked> Weighted(List<Ranked> byRow, int count, RandomStream stream)
    {
        double n = scenario.Dimensions;
        double LogWeight(Ranked candidate)
        {
            var delta = options.Distance switch
            {
                Distance.Euclidean => candidate.Distance,
                Distance.SquaredEuclidean => Math.Sqrt(candidate.Distance),
                _ => Math.Sqrt(2 * candidate.Distance),
            };
            if (delta >= 1.4)
                return double.NegativeInfinity;
            delta = Math.Max(delta, 0.5);
            return -((n - 2) * Math.Log(delta) + (n - 3) / 2 * Math.Log(1 - delta * delta / 4));
        }

        var largest = byRow.Max(LogWeight);
        var left = byRow.ConvertAll(candidate => (
            Candidate: candidate,
            Weight: double.IsNegativeInfinity(LogWeight(candidate)) ? 0 : Math.Exp(LogWeight(candidate) - largest)));
        var chosen = new List<Ranked>();
        while (chosen.Count < count)
        {
            var total = left.Sum(one => one.Weight);
            if (total == 0)
            {
                chosen.AddRange(stream.Sample(left.Count, count - chosen.Count).Select(place => left[place].Candidate));
                break;
            }
            var goal = stream.NextDouble() * total;
            var sum = 0.0;
            var place = left.FindIndex(one => (sum += one.Weight) > goal);
            place = place < 0 ? left.FindLastIndex(one => one.Weight > 0) : place;
            chosen.Add(left[place].Candidate);
            left.RemoveAt(place);
        }
        return chosen;
    }
}
