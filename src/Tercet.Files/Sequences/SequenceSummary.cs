using System.Runtime.InteropServices;

namespace Tercet.Files;

/// <summary>
/// Summary statistics of a sequence: target and actual hardness along the cycle, coverage, and points to plot. Memory does not
/// grow with the sequence, but for one count per class.
/// </summary>
public sealed class SequenceSummary
{
    /// <summary>The most points that are kept for a plot.</summary>
    public const int MaxPoints = 20_000;

    private readonly Dictionary<string, long> _classCounts = new(StringComparer.Ordinal);
    private readonly HardnessSchedule _schedule;
    private readonly long _totalSteps;
    private readonly long _pointEvery;
    private readonly Tenth[] _tenths = new Tenth[10];
    private readonly List<(long Step, double? Target, double Actual)> _points = [];
    private double _sumTarget, _sumActual;
    private long _targets;
    private long _lastStep = -1;

    /// <summary>Begins a summary.</summary>
    /// <param name="schedule">The schedule of the run, which says where in its cycle a step is.</param>
    /// <param name="totalSteps">Steps of the whole sequence.</param>
    /// <param name="count">Triplets, or classes that join a group, that will be added, or about as many.</param>
    public SequenceSummary(HardnessSchedule schedule, long totalSteps, long count)
    {
        (_schedule, _totalSteps) = (schedule, totalSteps);
        _pointEvery = Math.Max(1, (count + MaxPoints - 1) / MaxPoints);
    }

    /// <summary>Triplets added, or classes that joined a group: what has a hardness.</summary>
    public long Count { get; private set; }

    /// <summary>Batches added.</summary>
    public long Batches { get; private set; }

    /// <summary>Triplets whose negative is nearer than the positive; one that is as far does not count.</summary>
    public long Violating { get; private set; }

    /// <summary>
    /// Triplets whose positive is at distance 0 from the anchor: duplicates, or two that the encoder cannot tell apart.
    /// </summary>
    public long PositivesAtZero { get; private set; }

    /// <summary>Triplets whose negative is at distance 0 from the anchor: duplicates, or all the same to the encoder.</summary>
    public long NegativesAtZero { get; private set; }

    /// <summary>The mean actual hardness; NaN before the first one.</summary>
    public double MeanHardness => _sumActual / Count;

    /// <summary>The mean target hardness of those that have one; null where none has.</summary>
    public double? MeanTarget { get; private set; }

    /// <summary>Classes that supplied an anchor, or were in a batch.</summary>
    public int Classes => _classCounts.Count;

    /// <summary>The least number of times that one did, of those that did at all.</summary>
    public long MinTimes => _classCounts.Count == 0 ? 0 : _classCounts.Values.Min();

    /// <summary>The greatest number of times that one did.</summary>
    public long MaxTimes => _classCounts.Count == 0 ? 0 : _classCounts.Values.Max();

    /// <summary>Hardness along the cycle, by tenths of it.</summary>
    public IReadOnlyList<Tenth> Tenths => _tenths;

    /// <summary>
    /// Steps with target (null for none) and actual hardness, evenly thinned to at most <see cref="MaxPoints"/>.
    /// </summary>
    public IReadOnlyList<(long Step, double? Target, double Actual)> Points => _points;

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order; several of one step cover its class once.</param>
    public void Add(Triplet triplet)
    {
        if (triplet.NegativeDistance < triplet.PositiveDistance)
            Violating++;
        if (triplet.PositiveDistance == 0)
            PositivesAtZero++;
        if (triplet.NegativeDistance == 0)
            NegativesAtZero++;
        if (triplet.Step != _lastStep)
            Cover(triplet.AnchorClass);
        _lastStep = triplet.Step;
        Add(triplet.Step, triplet.TargetHardness, triplet.Hardness);
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The next in step order.</param>
    public void Add(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Batches++;
        string? last = null;
        foreach (var item in batch.Items.Where(item => item.Class != last))
        {
            last = item.Class;
            Cover(item.Class);
            if (item.Hardness is { } hardness)
                Add(batch.Step, batch.TargetHardness, hardness);
        }
    }

    private void Cover(string label) => CollectionsMarshal.GetValueRefOrAddDefault(_classCounts, label, out _)++;

    private void Add(long step, double? target, double actual)
    {
        if (Count++ % _pointEvery == 0)
            _points.Add((step, target, actual));
        _sumActual += actual;
        if (target is { } scheduled)
        {
            _sumTarget += scheduled;
            MeanTarget = _sumTarget / ++_targets;
        }
        ref var tenth = ref _tenths[Math.Min(9, (int)(10 * _schedule.PositionOf(step, _totalSteps)))];
        tenth = new Tenth(tenth.Count + 1, tenth.SumTarget + (target ?? double.NaN), tenth.SumActual + actual);
    }

    /// <summary>What has a hardness in one tenth of the cycle, over all cycles.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="SumTarget">The sum of target hardness; NaN where there is none.</param>
    /// <param name="SumActual">The sum of actual hardness.</param>
    public readonly record struct Tenth(long Count, double SumTarget, double SumActual)
    {
        /// <summary>The mean target hardness of those that have one; null where none has.</summary>
        public double? Target => Count == 0 || double.IsNaN(SumTarget) ? null : SumTarget / Count;

        /// <summary>The mean actual hardness; null where nothing was added.</summary>
        public double? Actual => Count == 0 ? null : SumActual / Count;
    }
}
