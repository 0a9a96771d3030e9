namespace Tercet.CommandLine.Findings;

/// <summary>
/// What the report shows of a sequence of triplets: counted and chosen in one pass, in memory that does not grow with the sequence.
/// Equal sequences give equal results. Hardness is that on the run's own scale, where it can be known.
/// </summary>
/// <param name="selector">The identity of the selector.</param>
/// <param name="areOneTable">Whether anchors are rows of the same table as negatives.</param>
/// <param name="ownScale">Reads the hardness on the run's own scale (<see cref="Findings.OwnScale"/>); null where there is none.</param>
/// <param name="own">Summarises that hardness; null where there is none.</param>
internal sealed class TripletCollector(
    string selector, bool areOneTable, Func<Triplet, double>? ownScale = null, SequenceSummary? own = null)
{
    /// <summary>The actual hardness from which on classes count as confused.</summary>
    public const double MinConfused = 0.5;

    /// <summary>The kinds of <see cref="Distances"/>.</summary>
    public const int Positive = 0, Negative = 1;

    private const int Shown = 6, PerBand = 4, SampleSize = 8192;

    private readonly bool _isRecorded = Findings.OwnScale.IsRecorded(selector);
    private readonly bool _staysBeyond =
        selector == NegativeSelector.Relative.Identity || selector == NegativeSelector.SemiHard.Identity;

    private readonly SpreadSample<Triplet> _sample = new(SampleSize);
    private readonly DistinctBest<Triplet, (int, int)> _hardest =
        new(Shown, CompareHardness, triplet => PairOf(triplet, areOneTable));

    private readonly DistinctBest<Triplet, (int, int)> _doubtful = new(Shown, CompareDoubt, triplet => PairOf(triplet, areOneTable));
    private long _lastStep = -1;

    /// <summary>The hardness on the run's own scale; null where there is none.</summary>
    public SequenceSummary? OwnScale { get; } = own;

    /// <summary>How well hardness followed its target; of several negatives per step, that of the first.</summary>
    public HardnessFit Fit { get; } = new();

    /// <summary>Classes of anchors and negatives of the hard half of the hardness range.</summary>
    public ClassConfusions Confusions { get; } = new();

    /// <summary>d_ap and d_an.</summary>
    public DistanceHistogram Distances { get; } = new(2);

    /// <summary>The hardest negatives, the nearest first; each pair of items once.</summary>
    public IReadOnlyList<Triplet> Hardest => _hardest.Items;

    /// <summary>Triplets whose negative is nearer than the positive, the most doubtful first; each pair of items once.</summary>
    public IReadOnlyList<Triplet> Doubtful => _doubtful.Items;

    /// <summary>Examples of easy, middle and hard triplets.</summary>
    public IReadOnlyList<HardnessBand<Triplet>> Bands =>
        HardnessBand<Triplet>.Choose(_sample.Items, triplet => triplet.Hardness, triplet => triplet.Anchor, PerBand);

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order.</param>
    public void Add(in Triplet triplet)
    {
        var own = ownScale is null ? triplet : WithHardness(triplet, ownScale(triplet));
        Distances.Add(Positive, own.PositiveDistance);
        Distances.Add(Negative, own.NegativeDistance);
        OwnScale?.Add(own);
        _sample.Add(own);
        _hardest.Add(own);
        if (own.NegativeDistance < own.PositiveDistance)
            _doubtful.Add(own);
        if (own.NegativeClass.Length > 0 && own.Hardness >= MinConfused)
            Confusions.Add(own);
        if (own.Step != _lastStep)
            AddToFit(own);
        _lastStep = own.Step;
    }

    private void AddToFit(in Triplet triplet)
    {
        if (_staysBeyond && triplet.TargetHardness is null or <= 0.5)
            Fit.ExpectBeyond(triplet.NegativeDistance > triplet.PositiveDistance);
        if (triplet.TargetHardness is { } target && (_isRecorded || ownScale is not null))
            Fit.Compare(target, triplet.Hardness);
    }

    private static Triplet WithHardness(in Triplet triplet, double hardness) => new(
        triplet.Step, triplet.Epoch, triplet.Cycle, triplet.Anchor, triplet.Positive, triplet.Negative, triplet.AnchorClass,
        triplet.NegativeClass, triplet.PositiveDistance, triplet.NegativeDistance, triplet.TargetHardness, hardness, triplet.Rank);

    /// <summary>Of the many negatives that are the nearest of their anchor, with a hardness of 1, the nearest come first.</summary>
    private static int CompareHardness(Triplet a, Triplet b) =>
        (b.Hardness, a.NegativeDistance, a.Step).CompareTo((a.Hardness, b.NegativeDistance, b.Step));

    private static int CompareDoubt(Triplet a, Triplet b) =>
        (Doubt(b), b.PositiveDistance, a.Step).CompareTo((Doubt(a), a.PositiveDistance, b.Step));

    /// <summary>By how much the negative is nearer, between 0 and 1 at a distance of 0.</summary>
    private static double Doubt(in Triplet triplet) =>
        (triplet.PositiveDistance - triplet.NegativeDistance) / (triplet.PositiveDistance + triplet.NegativeDistance);

    private static (int, int) PairOf(in Triplet triplet, bool areOneTable) => areOneTable && triplet.Negative < triplet.Anchor
        ? (triplet.Negative, triplet.Anchor)
        : (triplet.Anchor, triplet.Negative);
}
