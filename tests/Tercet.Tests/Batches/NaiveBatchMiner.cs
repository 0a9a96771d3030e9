using Tercet.Tests.Search;

namespace Tercet.Tests.Batches;

/// <summary>
/// The definition of batches, as a plain loop: for each group every distance in float64, a full sort, and the rule. It shares only the random streams with the library.
/// </summary>
internal sealed class NaiveBatchMiner(Scenario scenario, BatchOptions options, Split split)
{
    private sealed record Candidate(string Class, double Distance);

    private readonly List<string> _classes = [];
    private readonly Dictionary<string, int[]> _items = [];
    private readonly Dictionary<string, int> _numbers = [];

    public List<Batch> Mine()
    {
        var test = scenario.TestItems(options);
        foreach (var label in scenario.Classes.OfType<string>().Distinct())
        {
            _numbers.Add(label, _numbers.Count);
            int[] items = [.. Enumerable.Range(0, scenario.Classes.Length).Where(i => scenario.Classes[i] == label && test.Contains(i) == (split == Split.Test))];
            if (items.Length == 0)
                continue;
            _classes.Add(label);
            _items.Add(label, items);
        }
        var perPass = _classes.Count / options.ClassesPerBatch + (
            options.Last != LastBatchHandling.Drop && _classes.Count % options.ClassesPerBatch > 0 ? 1 : 0);
        if (perPass == 0)
            return [];
        var perEpoch = (split == Split.Train ? options.Batches : options.TestBatches) ?? perPass;
        var total = (long)perEpoch * (split == Split.Train ? options.Epochs : 1);
        var range = split == Split.Train && options.Steps is { } steps ? steps : new StepRange(0, total);
        var batches = new List<Batch>();
        for (var pass = 0; pass * perPass < range.End; pass++)
        {
            var order = Enumerable.Range(0, _classes.Count).ToArray();
            Stream(RandomPurpose.Coverage, 0, pass).Shuffle(order.AsSpan());
            var unused = order.Select(place => _classes[place]).ToList();
            for (var place = 0; place < perPass; place++)
            {
                var step = (long)pass * perPass + place;
                if (step >= total)
                    break;
                double? target = options.Strategy switch
                {
                    Strategy.Sequence => options.Schedule.HardnessAt(step, total),
                    Strategy.Easiest => 0,
                    Strategy.Hardest => 1,
                    _ => null,
                };
                var formed = Form(pass, unused, order, target, options.Last == LastBatchHandling.Fill && place == perPass - 1);
                if (step >= range.Start && step < range.End)
                    batches.Add(new Batch(step, split == Split.Train ? (int)(step / perEpoch) : 0, options.Schedule.CycleOf(step, total), pass, target, [.. formed.SelectMany(member => Items(member, pass))]));
            }
        }
        return batches;
    }

    private List<(string Class, int Group, double? Distance, double? Hardness)> Form(
        int pass, List<string> unused, int[] order, double? target, bool fill)
    {
        var batch = new List<(string Class, int Group, double? Distance, double? Hardness)>();
        bool Fits(string label) => !batch.Exists(member => Conflict(member.Class, label));
        bool Refill()
        {
            if (!fill || unused.Count > 0)
                return false;
            fill = false;
            unused.AddRange(
                order.Select(place => _classes[place]).Where(label => !batch.Exists(member => member.Class == label)));
            return true;
        }

        int Join(string opener, int group, int count)
        {
            var anchor = AnchorOf(opener, pass);
            var candidates = unused.Where(Fits)
                .Select(label => new Candidate(label, _items[label].Min(item => NaiveDistance.Between(anchor, scenario.ItemRow(item), options.Distance))))
                .Where(candidate => candidate.Distance >= options.MinDistance).ToList();
            var sorted = candidates.OrderBy(candidate => candidate.Distance).ThenBy(candidate => _numbers[candidate.Class])
                .ToList();
            IEnumerable<Candidate> asked = candidates;
            if (target is { } h && sorted.Count > 0)
            {
                var own = NaiveDistance.Between(
                    anchor, scenario.ItemRow(Rotate(_items[opener], opener, RandomPurpose.ItemRotation, ItemsPerClass, pass)[0]),
                    options.Distance);
                var place = PlaceAt(sorted, h, own);
                asked = sorted.Skip(place).Concat(sorted.Take(place).Reverse());
            }
            var joined = 0;
            foreach (var candidate in asked.ToList())
            {
                if (joined == count)
                    break;
                if (!Fits(candidate.Class))
                    continue;
                var (min, max) = (sorted[0].Distance, sorted[^1].Distance);
                batch.Add(
                    (candidate.Class, group, candidate.Distance, max == min ? 1 : (max - candidate.Distance) / (max - min)));
                unused.Remove(candidate.Class);
                joined++;
            }
            return joined;
        }

        for (var group = 0; batch.Count < options.ClassesPerBatch; group++)
        {
            var opener = unused.Find(Fits);
            if (opener is null && Refill())
                opener = unused.Find(Fits);
            if (opener is null)
                break;
            var others = Math.Min(options.Group ?? options.ClassesPerBatch, options.ClassesPerBatch - batch.Count) - 1;
            batch.Add((opener, group, null, null));
            unused.Remove(opener);
            others -= Join(opener, group, others);
            if (others > 0 && Refill())
                Join(opener, group, others);
        }
        return batch;
    }

    private int PlaceAt(List<Candidate> sorted, double h, double own)
    {
        double min = sorted[0].Distance, max = sorted[^1].Distance, n = sorted.Count;
        int First(Func<Candidate, bool> qualifies) =>
            sorted.FindIndex(candidate => qualifies(candidate)) is >= 0 and var found ? found : sorted.FindIndex(
                candidate => candidate.Distance == max);
        return options.Scale switch
        {
            Scale.Range => First(c => c.Distance >= h * min + (1 - h) * max),
            Scale.Rank => (int)Math.Floor((1 - h) * (n - 1) + 0.5),
            Scale.LogRank => Math.Max(0, (int)Math.Floor(PortableMath.Pow(n, 1 - h) + 0.5) - 1),
            _ => h <= 0.5
                ? First(c => c.Distance >= (1 - 2 * h) * max + 2 * h * own && c.Distance > own)
                : First(c => c.Distance >= (2 - 2 * h) * own + (2 * h - 1) * min),
        };
    }

    private IEnumerable<BatchItem> Items((string Class, int Group, double? Distance, double? Hardness) member, int pass)
    {
        var (label, group, distance, hardness) = member;
        if (scenario.CatalogClasses is not null)
            yield return new BatchItem(group, ItemRole.Catalog, CatalogItem(label, pass), label, distance, hardness);
        foreach (var item in Rotate(_items[label], label, RandomPurpose.ItemRotation, ItemsPerClass, pass))
            yield return new BatchItem(group, ItemRole.Item, item, label, distance, hardness);
    }

    private int ItemsPerClass => options.SamplesPerClass - (scenario.CatalogClasses is null ? 0 : 1);

    private int CatalogItem(string label, int pass) =>
        Rotate([.. Enumerable.Range(0, scenario.CatalogClasses!.Length).Where(i => scenario.CatalogClasses[i] == label)], label, RandomPurpose.CatalogRotation, 1, pass)[0];

    /// <summary>The rotation, step by step: pass after pass through an order, which is drawn anew once a pass ends where it ends.</summary>
    private int[] Rotate(int[] items, string label, RandomPurpose purpose, int count, int pass)
    {
        if (items.Length == 1)
            return [.. Enumerable.Repeat(items[0], count)];
        int round = 0, next = 0;
        int[] order = [], chosen = [];
        for (var p = 0; p <= pass; p++)
        {
            if (next == 0)
            {
                order = [.. items];
                Stream(purpose, 2 * round++, _numbers[label]).Shuffle(order.AsSpan());
            }
            chosen = [.. Enumerable.Range(next, count).Select(i => order[i % order.Length])];
            next = (next + count) % order.Length;
        }
        return chosen;
    }

    private float[] AnchorOf(string label, int pass)
    {
        if (scenario.CatalogClasses is not null)
            return scenario.AnchorRow(CatalogItem(label, pass));
        var sum = new double[scenario.Dimensions];
        foreach (var item in _items[label])
        {
            for (var k = 0; k < sum.Length; k++)
                sum[k] += scenario.ItemRow(item)[k];
        }
        return Array.ConvertAll(sum, total => (float)(total / _items[label].Length));
    }

    private bool Conflict(string a, string b)
    {
        if (a == b)
            return false;
        var anchors = scenario.CatalogClasses ?? scenario.Classes;
        var anchorGroups = scenario.CatalogGroups ?? scenario.Groups;
        bool Named(string x, string y) =>
            scenario.Excluded.Any(pair => anchors[pair.Anchor] == x && scenario.Classes[pair.Negative] == y);
        IEnumerable<string?> GroupsOf(string label) =>
            Enumerable.Range(0, scenario.Classes.Length).Where(i => scenario.Classes[i] == label).Select(i => scenario.Groups?[i])
                .Concat(Enumerable.Range(0, anchors.Length).Where(i => anchors[i] == label).Select(i => anchorGroups?[i]));
        return Named(a, b) || Named(b, a) || GroupsOf(a).OfType<string>().Intersect(GroupsOf(b).OfType<string>()).Any();
    }

    private RandomStream Stream(RandomPurpose purpose, int round, long index) =>
        new(options.Seed, purpose, (ulong)(round + (int)split), (ulong)index);
}
