namespace Tercet.CommandLine.Findings;

/// <summary>
/// What the report shows of a sequence of batches: counted and chosen in one pass, in memory that does not grow with the sequence.
/// Equal sequences give equal results.
/// </summary>
/// <param name="selector">The identity of the selector.</param>
internal sealed class BatchCollector(string selector)
{
    private const int Shown = 6, PerBand = 2, SampleSize = 1024;

    private readonly bool _isRecorded = OwnScale.IsRecorded(selector);
    private readonly SpreadSample<(Batch Batch, int Group)> _sample = new(SampleSize);
    private readonly DistinctBest<JoinedClass, (string, string)> _hardest = new(Shown, CompareHardness, KeyOf);

    /// <summary>How well hardness followed its target, member by member.</summary>
    public HardnessFit Fit { get; } = new();

    /// <summary>Seed classes and members of the hard half of the hardness range.</summary>
    public ClassConfusions Confusions { get; } = new();

    /// <summary>Distances of members from their seed class.</summary>
    public DistanceHistogram Distances { get; } = new(1);

    /// <summary>The hardest members, the nearest first; each pair of classes once.</summary>
    public IReadOnlyList<JoinedClass> Hardest => _hardest.Items;

    /// <summary>Examples of easy, middle and hard groups.</summary>
    public IReadOnlyList<HardnessBand<ClassGroup>> Bands => HardnessBand<ClassGroup>.Choose(
        [.. _sample.Items.Select(place => ClassGroup.Of(place.Batch, place.Group)!)], group => group.Hardness,
        group => group.Classes[0].Class, PerBand);

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The next in step order.</param>
    public void Add(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        BatchItem seed = default;
        string? last = null;
        var sampled = -1;
        foreach (var item in batch.Items)
        {
            if (item.Class == last)
                continue;
            last = item.Class;
            if (item is not { Hardness: { } hardness, Distance: { } distance })
            {
                seed = item;
                continue;
            }
            Distances.Add(0, distance);
            _hardest.Add(new JoinedClass(batch.Step, batch.TargetHardness, seed, item));
            if (hardness >= TripletCollector.MinConfused)
                Confusions.Add(seed.Class, item.Class, distance);
            if (_isRecorded && batch.TargetHardness is { } target)
                Fit.Compare(target, hardness);
            if (item.Group != sampled)
                _sample.Add((batch, sampled = item.Group));
        }
    }

    private static int CompareHardness(JoinedClass a, JoinedClass b) =>
        (b.Member.Hardness!.Value, a.Member.Distance!.Value, a.Step)
        .CompareTo((a.Member.Hardness!.Value, b.Member.Distance!.Value, b.Step));

    private static (string, string) KeyOf(JoinedClass pair)
    {
        var (seed, member) = (pair.Seed.Class, pair.Member.Class);
        return string.CompareOrdinal(seed, member) < 0 ? (seed, member) : (member, seed);
    }
}
