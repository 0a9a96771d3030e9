using Tercet.Tests.Data;
using Tercet.Tests.Schedules;
using Tercet.Tests.Search;
using Tercet.Tests.Selection;

namespace Tercet.Tests.Batches;

/// <summary>
/// The brute-force reference of batches: for each group every distance in float64, a full sort, and the rule of the selector. It
/// shares only the random streams with the library; elementary functions are those of <see cref="Math"/>.
/// </summary>
internal sealed class NaiveBatchMiner
{
    private readonly Scenario _scenario;
    private readonly BatchOptions _options;
    private readonly SplitPart _part;
    private readonly List<string> _classes = []; // with an item in the part, in order of their first
    private readonly Dictionary<string, int[]> _items = [];
    private readonly Dictionary<string, int> _numbers = [];

    public NaiveBatchMiner(Scenario scenario, BatchOptions options, NaiveSplit split, SplitPart part)
        : this(scenario, options, split.RowsOf(scenario, part), part)
    {
    }

    /// <param name="scenario">The data.</param>
    /// <param name="options">Which batches.</param>
    /// <param name="rows">Rows of the items of the part.</param>
    /// <param name="part">The part, of whose random numbers the batches are.</param>
    public NaiveBatchMiner(Scenario scenario, BatchOptions options, int[] rows, SplitPart part)
    {
        (_scenario, _options, _part) = (scenario, options, part);
        foreach (var label in scenario.Classes.OfType<string>().Distinct())
        {
            _numbers.Add(label, _numbers.Count);
            int[] items = [.. rows.Where(row => scenario.Classes[row] == label)];
            if (items.Length == 0)
                continue;
            _classes.Add(label);
            _items.Add(label, items);
        }
        var (whole, rest) = Math.DivRem(_classes.Count, options.ClassesPerBatch);
        PerPass = whole + (options.LastBatch != LastBatchHandling.Drop && rest > 0 ? 1 : 0);
        PerEpoch = PerPass == 0 ? 0 : (part == SplitPart.Train ? options.BatchesPerEpoch : options.TestBatches) ?? PerPass;
    }

    /// <summary>Batches of the sequence.</summary>
    public long Total => (long)PerEpoch * (_part == SplitPart.Train ? _options.Epochs : 1);

    private int PerPass { get; }

    private int PerEpoch { get; }

    private int ItemsPerClass => _options.SamplesPerClass - (_scenario.CatalogClasses is null ? 0 : 1);

    private sealed record Member(string Class, int Group, double? Distance, double? Hardness);

    private sealed record Candidate(string Class, double Distance);

    public List<Batch> Mine(StepRange? steps = null)
    {
        var range = steps ?? new StepRange(0, Total);
        var batches = new List<Batch>();
        for (var pass = 0; PerPass > 0 && pass * PerPass < range.End; pass++)
        {
            var order = Enumerable.Range(0, _classes.Count).ToArray();
            Stream(RandomPurpose.Coverage, 0, pass).Shuffle(order.AsSpan());
            string[] inOrder = [.. order.Select(place => _classes[place])];
            var unused = inOrder.ToList();
            for (var place = 0; place < PerPass; place++)
            {
                var step = (long)pass * PerPass + place;
                if (step >= Total)
                    break;
                var target = NaiveSelection.TargetOf(_options.Selector, NaiveSchedule.HardnessAt(_options.Schedule, step, Total));
                var formed = Form(
                    pass, unused, inOrder, target, _options.LastBatch == LastBatchHandling.Fill && place == PerPass - 1);
                if (step < range.Start || step >= range.End)
                    continue;
                batches.Add(new Batch(
                    step, _part == SplitPart.Train ? (int)(step / PerEpoch) : 0,
                    NaiveSchedule.CycleOf(_options.Schedule, step, Total), pass, target,
                    [.. formed.SelectMany(member => Items(member, pass))]));
            }
        }
        return batches;
    }

    private List<Member> Form(int pass, List<string> unused, string[] inOrder, double? target, bool fill)
    {
        var batch = new List<Member>();
        bool Fits(string label) => !batch.Exists(member => Conflict(member.Class, label));
        bool Refill()
        {
            if (!fill || unused.Count > 0)
                return false;
            fill = false;
            unused.AddRange(inOrder.Where(label => !batch.Exists(member => member.Class == label)));
            return true;
        }

        int Join(string seed, int group, int count)
        {
            var anchor = AnchorOf(seed, pass);
            List<Candidate> candidates =
            [
                .. unused.Where(Fits)
                    .Select(label => new Candidate(label, _items[label].Min(item => From(anchor, item))))
                    .Where(candidate => candidate.Distance >= _options.MinDistance),
            ];
            List<Candidate> sorted =
            [
                .. candidates.OrderBy(candidate => candidate.Distance).ThenBy(candidate => _numbers[candidate.Class])
                    .Skip((int)Math.Floor(_options.SkipNearest * candidates.Count)),
            ];
            candidates.RemoveAll(candidate => !sorted.Contains(candidate));
            var distances = sorted.ConvertAll(candidate => candidate.Distance);
            if (_options.Selector != NegativeSelector.Random && sorted.Count > 0)
            {
                var own = From(anchor, Rotate(_items[seed], seed, RandomPurpose.ItemRotation, ItemsPerClass, pass)[0]);
                var place = NaiveSelection.PlaceOf(_options.Selector, distances, target, own);
                candidates = [.. sorted.Skip(place), .. sorted.Take(place).Reverse()];
            }
            var joined = 0;
            foreach (var candidate in candidates)
            {
                if (joined == count)
                    break;
                if (!Fits(candidate.Class))
                    continue;
                batch.Add(new Member(
                    candidate.Class, group, candidate.Distance, NaiveSelection.HardnessOf(distances, candidate.Distance)));
                unused.Remove(candidate.Class);
                joined++;
            }
            return joined;
        }

        for (var group = 0; batch.Count < _options.ClassesPerBatch; group++)
        {
            var seed = unused.Find(Fits);
            if (seed is null && Refill())
                seed = unused.Find(Fits);
            if (seed is null)
                break;
            var others = Math.Min(_options.GroupSize ?? _options.ClassesPerBatch, _options.ClassesPerBatch - batch.Count) - 1;
            batch.Add(new Member(seed, group, null, null));
            unused.Remove(seed);
            others -= Join(seed, group, others);
            if (others > 0 && Refill())
                Join(seed, group, others);
        }
        return batch;
    }

    private double From(float[] anchor, int item) => NaiveDistance.Between(anchor, _scenario.ItemRow(item), _options.Distance);

    private IEnumerable<BatchItem> Items(Member member, int pass)
    {
        var (label, group, distance, hardness) = member;
        if (_scenario.CatalogClasses is not null)
            yield return new BatchItem(group, ItemRole.Catalog, CatalogItem(label, pass), label, distance, hardness);
        foreach (var item in Rotate(_items[label], label, RandomPurpose.ItemRotation, ItemsPerClass, pass))
            yield return new BatchItem(group, ItemRole.Item, item, label, distance, hardness);
    }

    private int CatalogItem(string label, int pass)
    {
        var catalog = _scenario.CatalogClasses!;
        int[] ofClass = [.. Enumerable.Range(0, catalog.Length).Where(i => catalog[i] == label)];
        return Rotate(ofClass, label, RandomPurpose.CatalogRotation, 1, pass)[0];
    }

    /// <summary>
    /// The rotation, step by step: pass after pass through an order, and another order once a pass ends where the order ends.
    /// </summary>
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
        if (_scenario.CatalogClasses is not null)
            return _scenario.AnchorRow(CatalogItem(label, pass));
        var sum = new double[_scenario.Dimensions];
        foreach (var item in _items[label])
        {
            for (var k = 0; k < sum.Length; k++)
                sum[k] += _scenario.ItemRow(item)[k];
        }
        return Array.ConvertAll(sum, total => (float)(total / _items[label].Length));
    }

    private bool Conflict(string a, string b)
    {
        if (a == b)
            return false;
        var (classes, groups) = (_scenario.Classes, _scenario.Groups);
        var anchors = _scenario.CatalogClasses ?? classes;
        var anchorGroups = _scenario.CatalogGroups ?? groups;
        bool Named(string x, string y) =>
            _scenario.Excluded.Any(pair => anchors[pair.Anchor] == x && classes[pair.Negative] == y);
        IEnumerable<string> GroupsOf(string label) =>
        [
            .. Enumerable.Range(0, classes.Length).Where(i => classes[i] == label).Select(i => groups?[i]).OfType<string>(),
            .. Enumerable.Range(0, anchors.Length).Where(i => anchors[i] == label).Select(i => anchorGroups?[i]).OfType<string>(),
        ];
        return Named(a, b) || Named(b, a) || GroupsOf(a).Intersect(GroupsOf(b)).Any();
    }

    private RandomStream Stream(RandomPurpose purpose, int round, long index) =>
        new(_options.Seed, purpose, (ulong)(round + (int)_part), (ulong)index);
}
