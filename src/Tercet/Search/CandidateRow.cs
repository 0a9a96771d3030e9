using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tercet.Search;

/// <summary>
/// The candidates of one anchor, in the order of their ids: answers which is the nearest, the farthest, the nearest beyond a
/// threshold, or the one at a rank. Codes of float32 values with a bound on their error separate most candidates; those that they
/// cannot separate are recomputed in float64.
/// </summary>
/// <remarks>
/// A candidate's index is its position in the row. Its rank is the number of candidates that are nearer, or as near with a lower
/// index. Both start at 0.
/// </remarks>
internal sealed unsafe class CandidateRow(EmbeddingMatrix candidates, Distance distance)
{
    /// <summary>Candidates that a window should hold besides those that cannot be separated from the threshold.</summary>
    private const int WindowSlack = 4;

    private readonly ReferenceDistanceCache _distances = new(candidates, distance);
    private readonly CodedRow _codes = new();
    private readonly List<int> _contenders = [];
    private readonly List<int> _others = [];
    private CodeBounds _bounds;
    private (Neighbour Nearest, Neighbour Farthest)? _extremes;
    private short[] _ownCodes = []; // pinned

    /// <summary>Candidates left after every exclusion.</summary>
    public int Count { get; private set; }

    /// <summary>Candidates before any exclusion; indices go from 0 to this − 1.</summary>
    public int Length => _codes.Length;

    /// <summary>How many distances this row, over all its anchors, had to compute in float64.</summary>
    public long ReferenceDistances => _distances.Count;

    /// <summary>The nearest candidate, the lowest index among equals.</summary>
    public Neighbour Nearest => (_extremes ??= FindExtremes()).Nearest;

    /// <summary>The farthest candidate, the lowest index among equals.</summary>
    public Neighbour Farthest => (_extremes ??= FindExtremes()).Farthest;

    /// <summary>Switches to another anchor, whose codes have been computed.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="set">The candidates.</param>
    /// <param name="codes">A code for each candidate; exclusions are written into them.</param>
    /// <param name="bounds">What the codes stand for.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, CandidateSet set, short* codes, CodeBounds bounds)
    {
        _distances.Begin(anchors, anchor, set);
        Begin(codes, set.Count, bounds);
    }

    /// <summary>Switches to another anchor with few candidates, whose distances are all computed in float64 at once.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids)
    {
        _distances.Begin(anchors, anchor, new CandidateSet(ids));
        _distances.ComputeAll();
        double nearest = double.PositiveInfinity, farthest = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            nearest = Math.Min(nearest, _distances.To(i));
            farthest = Math.Max(farthest, _distances.To(i));
        }
        var proxy = new DistanceProxy(farthest == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(farthest) - 1), Squared: false);
        const double Bound = 1.0 / (1 << 24); // half a unit in the last place of a float32 below 1
        var scale = new CodeScale((float)proxy.Of(nearest), (float)proxy.Of(farthest), Bound);
        var codes = OwnCodes(ids.Length);
        for (var i = 0; i < ids.Length; i++)
            codes[i] = scale.Of((float)proxy.Of(_distances.To(i)));
        Begin(codes, ids.Length, new CodeBounds(scale, proxy, Bound));
    }

    /// <summary>Excludes the candidate at an index.</summary>
    public void Exclude(int index)
    {
        if (!Contains(index))
            return;
        _codes.Exclude(index);
        _extremes = null;
        Count--;
    }

    /// <summary>Excludes many candidates.</summary>
    public void Exclude(ExclusionMask mask)
    {
        Count = _codes.Exclude(mask);
        _extremes = null;
    }

    /// <summary>Excludes every candidate nearer than a distance.</summary>
    public void ExcludeNearerThan(double distance) => ExcludeBefore(new Neighbour(int.MinValue, distance));

    /// <summary>Excludes the nearest candidates, of equally near ones those of lower index.</summary>
    /// <param name="count">How many, 0 or more; where there are no more, all are excluded.</param>
    public void ExcludeNearest(int count)
    {
        for (var index = 0; count >= Count && index < Length; index++)
            Exclude(index);
        if (count > 0 && Count > 0)
            ExcludeBefore(AtRank(count));
    }

    /// <summary>Whether the candidate at an index has not been excluded.</summary>
    public bool Contains(int index) => _codes.Contains(index);

    /// <summary>The row in the candidates' matrix of the candidate at an index; of one with several, the first.</summary>
    public int RowOf(int index) => _distances.RowOf(index);

    /// <summary>The reference distance to the candidate at an index.</summary>
    public double DistanceTo(int index) => _distances.To(index);

    /// <summary>Computes every reference distance at once, which is faster than one by one where all are needed.</summary>
    public void MeasureAll() => _distances.ComputeAll();

    /// <summary>
    /// The nearest candidate at <paramref name="threshold"/> or beyond, and strictly beyond
    /// <paramref name="strictlyBeyond"/>; the farthest where there is none.
    /// </summary>
    public Neighbour NearestFrom(double threshold, double strictlyBeyond = double.NegativeInfinity)
    {
        var farther = Math.Max(threshold, strictlyBeyond);
        var (low, certain) = (_bounds.LeastFrom(farther), _bounds.CertainFrom(farther));
        _codes.EnsureWindow(low, certain + WindowMargin);
        // First those that may or may not qualify: one of them that does leaves few of the others worth recomputing.
        SelectContenders(low, certain - 1);
        var best = BestQualifying(null, threshold, strictlyBeyond);
        var high = best is { } found ? _bounds.GreatestUpTo(found.Distance) : _bounds.NotFartherThan(_codes.LeastFrom(certain));
        SelectContenders(certain, high);
        return BestQualifying(best, threshold, strictlyBeyond) ?? Farthest;
    }

    /// <summary>The candidate at a rank, from 0 (the nearest) to <see cref="Count"/> − 1.</summary>
    public Neighbour AtRank(int rank) => AtRanks(rank, 1)[0];

    /// <summary>The candidates at consecutive ranks, all from 0 (the nearest) to <see cref="Count"/> − 1.</summary>
    /// <param name="rank">The first rank.</param>
    /// <param name="count">How many.</param>
    public ReadOnlySpan<Neighbour> AtRanks(int rank, int count)
    {
        // The approximation at a rank is within the bound of the proxy at that rank,
        // so the candidate at that rank is within two bounds of it.
        var first = _codes.AtRank(rank);
        var last = count == 1 ? first : _codes.AtRank(rank + count - 1, first, 1 + (int)(((long)count << 16) / Length));
        var before = SelectContenders(_bounds.NotNearerThan(first), _bounds.NotFartherThan(last));
        return SortedContenders().AsSpan(rank - before, count);
    }

    /// <summary>
    /// The <paramref name="count"/> nearest candidates, 1 to <see cref="Count"/>, and all others exactly as far as the last of
    /// them: nearer first, ties to the lower index.
    /// </summary>
    public ReadOnlySpan<Neighbour> NearestWithTies(int count)
    {
        // Candidates that tie with the one at the last rank are, as it is, within two bounds of its approximation.
        SelectContenders(short.MinValue, _bounds.NotFartherThan(_codes.AtRank(count - 1)));
        var ordered = SortedContenders();
        var end = count;
        while (end < ordered.Length && ordered[end].Distance == ordered[count - 1].Distance)
            end++;
        return ordered.AsSpan(0, end);
    }

    /// <summary>The rank of a candidate, from 0: how many come before it, nearer first, ties to the lower index.</summary>
    public int RankOf(Neighbour neighbour)
    {
        var rank = SelectContenders(_bounds.LeastFrom(neighbour.Distance), _bounds.GreatestUpTo(neighbour.Distance));
        foreach (var index in _contenders)
        {
            if (index != neighbour.Index && At(index).ComesBefore(neighbour))
                rank++;
        }
        return rank;
    }

    /// <summary>The candidate number <paramref name="ordinal"/>, from 0, in the order of ids.</summary>
    public Neighbour AtOrdinal(int ordinal) => At(_codes.IndexOfOrdinal(ordinal));

    /// <summary>As many codes as hold about <see cref="WindowSlack"/> candidates where codes are evenly used.</summary>
    private int WindowMargin => 1 + (WindowSlack << 16) / Length;

    private void Begin(short* codes, int length, CodeBounds bounds)
    {
        _codes.Begin(codes, length);
        _bounds = bounds;
        _extremes = null;
        Count = length;
    }

    /// <summary>Excludes every candidate that comes before a neighbour.</summary>
    private void ExcludeBefore(Neighbour first)
    {
        // Codes below are surely nearer, and may be many: they go all at once.
        Count -= _codes.ExcludeBelow(_bounds.LeastFrom(first.Distance));
        _extremes = null;
        _codes.CollectUpTo(_bounds.GreatestUpTo(first.Distance), _others);
        foreach (var index in _others)
        {
            if (At(index).ComesBefore(first))
                Exclude(index);
        }
    }

    private short* OwnCodes(int length)
    {
        if (_ownCodes.Length < length)
            _ownCodes = GC.AllocateUninitializedArray<short>(length, pinned: true);
        return (short*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_ownCodes));
    }

    private Neighbour At(int index) => new(index, DistanceTo(index));

    /// <summary>The nearest of an earlier one and those contenders that are far enough.</summary>
    private Neighbour? BestQualifying(Neighbour? best, double threshold, double strictlyBeyond)
    {
        foreach (var index in _contenders)
        {
            var neighbour = At(index);
            if (neighbour.Distance >= threshold && neighbour.Distance > strictlyBeyond
                && (best is not { } current || neighbour.ComesBefore(current)))
                best = neighbour;
        }
        return best;
    }

    private (Neighbour Nearest, Neighbour Farthest) FindExtremes()
    {
        var (min, max) = _codes.Range;
        _codes.CollectEnds(_bounds.NotFartherThan(min), _bounds.NotNearerThan(max), _contenders, _others);
        _distances.Compute(_contenders);
        _distances.Compute(_others);
        var nearest = new Neighbour(int.MaxValue, double.PositiveInfinity);
        foreach (var index in _contenders)
        {
            if (At(index).ComesBefore(nearest))
                nearest = At(index);
        }
        var farthest = new Neighbour(int.MaxValue, double.NegativeInfinity);
        foreach (var index in _others)
        {
            if (DistanceTo(index) > farthest.Distance)
                farthest = At(index);
        }
        return (nearest, farthest);
    }

    /// <summary>Makes the candidates with codes in [low, high] the contenders, their distances computed.</summary>
    /// <returns>How many candidates have lesser codes.</returns>
    private int SelectContenders(int low, int high)
    {
        var below = _codes.Collect(low, high, _contenders);
        _distances.Compute(_contenders);
        return below;
    }

    private Neighbour[] SortedContenders()
    {
        var ordered = new Neighbour[_contenders.Count];
        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = At(_contenders[i]);
        Array.Sort(ordered, (x, y) => x.ComesBefore(y) ? -1 : y.ComesBefore(x) ? 1 : 0);
        return ordered;
    }
}
