using Tercet.Mining;
using Tercet.Sequencing;

namespace Tercet.Runs;

/// <summary>A run of triplets in figures: hardness asked and got along the cycle, coverage, and points to plot. Of any length, in bounded memory but for a count a class.</summary>
public sealed class SequenceSummary
{
    /// <summary>The most points that are kept for a plot.</summary>
    public const int MaxPoints = 20_000;

    private readonly Dictionary<string, long> _anchorCounts = new(StringComparer.Ordinal);
    private readonly HardnessSchedule _schedule;
    private readonly long _totalSteps;
    private readonly long _pointEvery;
    private readonly Tenth[] _tenths = new Tenth[10];
    private readonly List<(long Step, double? Asked, double Got)> _points = [];
    private double _sumAsked, _sumGot;
    private long _firstStep;

    /// <summary>Begins a summary.</summary>
    /// <param name="schedule">The schedule of the run, which tells the place of a step in its cycle.</param>
    /// <param name="totalSteps">Steps of the whole sequence.</param>
    /// <param name="steps">Steps that will be added, or about as many.</param>
    public SequenceSummary(HardnessSchedule schedule, long totalSteps, long steps)
    {
        (_schedule, _totalSteps) = (schedule, totalSteps);
        _pointEvery = Math.Max(1, (steps + MaxPoints - 1) / MaxPoints);
    }

    /// <summary>Triplets added.</summary>
    public long Triplets { get; private set; }

    /// <summary>Triplets whose negative is nearer than the positive.</summary>
    public long Violating { get; private set; }

    /// <summary>Triplets whose positive is at distance 0 from the anchor: the same image twice, or two that the encoder cannot tell apart.</summary>
    public long PositivesAtZero { get; private set; }

    /// <summary>The mean hardness got; NaN before the first triplet.</summary>
    public double MeanHardness => _sumGot / Triplets;

    /// <summary>The mean hardness asked; null where none was.</summary>
    public double? MeanTarget { get; private set; }

    /// <summary>Classes that supplied an anchor.</summary>
    public int AnchorClasses => _anchorCounts.Count;

    /// <summary>The fewest anchors that a class supplied, among those that supplied any.</summary>
    public long FewestAnchors => _anchorCounts.Count == 0 ? 0 : _anchorCounts.Values.Min();

    /// <summary>The most anchors that a class supplied.</summary>
    public long MostAnchors => _anchorCounts.Count == 0 ? 0 : _anchorCounts.Values.Max();

    /// <summary>Hardness along the cycle, a tenth of it each.</summary>
    public IReadOnlyList<Tenth> Tenths => _tenths;

    /// <summary>Steps with the hardness asked (null for none) and got, evenly thinned to at most <see cref="MaxPoints"/>.</summary>
    public IReadOnlyList<(long Step, double? Asked, double Got)> Points => _points;

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order.</param>
    public void Add(in Triplet triplet)
    {
        if (Triplets++ == 0)
            _firstStep = triplet.Step;
        if (triplet.NegativeDistance < triplet.PositiveDistance)
            Violating++;
        if (triplet.PositiveDistance == 0)
            PositivesAtZero++;
        _sumGot += triplet.Hardness;
        if (triplet.TargetHardness is { } target)
        {
            _sumAsked += target;
            MeanTarget = _sumAsked / Triplets;
        }
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_anchorCounts, triplet.AnchorClass, out _)++;
        ref var tenth = ref _tenths[Math.Min(9, (int)(10 * _schedule.PositionOf(triplet.Step, _totalSteps)))];
        tenth = new Tenth(tenth.Triplets + 1, tenth.SumAsked + (triplet.TargetHardness ?? double.NaN), tenth.SumGot + triplet.Hardness);
        if ((triplet.Step - _firstStep) % _pointEvery == 0)
            _points.Add((triplet.Step, triplet.TargetHardness, triplet.Hardness));
    }

    /// <summary>The triplets in one tenth of the cycle, over all cycles.</summary>
    /// <param name="Triplets">How many.</param>
    /// <param name="SumAsked">The sum of the hardness asked; NaN where none was.</param>
    /// <param name="SumGot">The sum of the hardness got.</param>
    public readonly record struct Tenth(long Triplets, double SumAsked, double SumGot)
    {
        /// <summary>The mean hardness asked; null where none was.</summary>
        public double? Asked => Triplets == 0 || double.IsNaN(SumAsked) ? null : SumAsked / Triplets;

        /// <summary>The mean hardness got; null where there are no triplets.</summary>
        public double? Got => Triplets == 0 ? null : SumGot / Triplets;
    }
}
