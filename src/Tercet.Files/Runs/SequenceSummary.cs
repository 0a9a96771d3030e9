
namespace Tercet.Files;

/// <summary>A run of triplets, or of batches, in figures: hardness asked and got along the cycle, coverage, and points to plot. Of any length, in bounded memory but for a count a class.</summary>
public sealed class SequenceSummary
{
    /// <summary>The most points that are kept for a plot.</summary>
    public const int MaxPoints = 20_000;

    private readonly Dictionary<string, long> _classCounts = new(StringComparer.Ordinal);
    private readonly HardnessSchedule _schedule;
    private readonly long _totalSteps;
    private readonly long _pointEvery;
    private readonly Tenth[] _tenths = new Tenth[10];
    private readonly List<(long Step, double? Asked, double Got)> _points = [];
    private double _sumAsked, _sumGot;
    private string? _lastClass;

    /// <summary>Begins a summary.</summary>
    /// <param name="schedule">The schedule of the run, which tells the place of a step in its cycle.</param>
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

    /// <summary>Triplets whose negative is nearer than the positive.</summary>
    public long Violating { get; private set; }

    /// <summary>Triplets whose positive is at distance 0 from the anchor: the same image twice, or two that the encoder cannot tell apart.</summary>
    public long PositivesAtZero { get; private set; }

    /// <summary>The mean hardness got; NaN before the first one.</summary>
    public double MeanHardness => _sumGot / Count;

    /// <summary>The mean hardness asked; null where none was.</summary>
    public double? MeanTarget { get; private set; }

    /// <summary>Classes that supplied an anchor, or were in a batch.</summary>
    public int Classes => _classCounts.Count;

    /// <summary>The fewest times that one did, of those that did at all.</summary>
    public long FewestTimes => _classCounts.Count == 0 ? 0 : _classCounts.Values.Min();

    /// <summary>The most times that one did.</summary>
    public long MostTimes => _classCounts.Count == 0 ? 0 : _classCounts.Values.Max();

    /// <summary>Hardness along the cycle, a tenth of it each.</summary>
    public IReadOnlyList<Tenth> Tenths => _tenths;

    /// <summary>Steps with the hardness asked (null for none) and got, evenly thinned to at most <see cref="MaxPoints"/>.</summary>
    public IReadOnlyList<(long Step, double? Asked, double Got)> Points => _points;

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order.</param>
    public void Add(in Triplet triplet)
    {
        if (triplet.NegativeDistance < triplet.PositiveDistance)
            Violating++;
        if (triplet.PositiveDistance == 0)
            PositivesAtZero++;
        Add(triplet.AnchorClass);
        Add(triplet.Step, triplet.TargetHardness, triplet.Hardness);
    }

    /// <summary>Adds an item of a batch.</summary>
    /// <param name="row">The next in the order of steps and slots.</param>
    public void Add(in BatchRow row)
    {
        if (row.Slot == 0)
        {
            Batches++;
            _lastClass = null;
        }
        if (row.Item.Class == _lastClass)
            return;
        _lastClass = row.Item.Class;
        Add(row.Item.Class);
        if (row.Item.Hardness is { } hardness)
            Add(row.Step, row.TargetHardness, hardness);
    }

    private void Add(string label) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_classCounts, label, out _)++;

    private void Add(long step, double? asked, double got)
    {
        if (Count++ % _pointEvery == 0)
            _points.Add((step, asked, got));
        _sumGot += got;
        if (asked is { } target)
        {
            _sumAsked += target;
            MeanTarget = _sumAsked / Count;
        }
        ref var tenth = ref _tenths[Math.Min(9, (int)(10 * _schedule.PositionOf(step, _totalSteps)))];
        tenth = new Tenth(tenth.Count + 1, tenth.SumAsked + (asked ?? double.NaN), tenth.SumGot + got);
    }

    /// <summary>What has a hardness in one tenth of the cycle, over all cycles.</summary>
    /// <param name="Count">How many.</param>
    /// <param name="SumAsked">The sum of the hardness asked; NaN where none was.</param>
    /// <param name="SumGot">The sum of the hardness got.</param>
    public readonly record struct Tenth(long Count, double SumAsked, double SumGot)
    {
        /// <summary>The mean hardness asked; null where none was.</summary>
        public double? Asked => Count == 0 || double.IsNaN(SumAsked) ? null : SumAsked / Count;

        /// <summary>The mean hardness got; null where there is none.</summary>
        public double? Got => Count == 0 ? null : SumGot / Count;
    }
}
