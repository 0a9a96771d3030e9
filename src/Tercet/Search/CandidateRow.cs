
namespace Tercet.Search;

/// <summary>
/// The candidates of one anchor, in the order of their ids, ready to be asked for the nearest, the farthest, the nearest
/// beyond a threshold, or the one at a place. Codes of float32 values with a bound on their error tell most candidates
/// apart; what they cannot tell is decided on reference distances.
/// </summary>
internal sealed unsafe class CandidateRow(EmbeddingMatrix candidates, Distance distance)
{
    /// <summary>Candidates that a window should hold beside those that cannot be told from the threshold.</summary>
    private const int WindowSlack = 4;

    private readonly MeasuredDistances _measured = new(candidates, distance);
    private readonly List<int> _window = [];
    private readonly List<int> _contenders = [];
    private readonly List<int> _others = [];
    private short* _codes;
    private int _windowLow, _windowHigh, _belowWindow;
    private DistanceProxy _proxy;
    private CodeScale _scale;
    private double _bound;
    private (int Min, int Max)? _range; // of the codes
    private (Neighbour Nearest, Neighbour Farthest)? _extremes;

    /// <summary>Candidates that are left after every exclusion.</summary>
    public int Count { get; private set; }

    /// <summary>Candidates at first; places go from 0 to this − 1.</summary>
    public int Length { get; private set; }

    /// <summary>How many distances this row, over all its anchors, had to compute in float64.</summary>
    public long ReferenceDistances => _measured.Count;

    /// <summary>The nearest candidate, the lowest place among equals.</summary>
    public Neighbour Nearest => (_extremes ??= FindExtremes()).Nearest;

    /// <summary>The farthest candidate, the lowest place among equals.</summary>
    public Neighbour Farthest => (_extremes ??= FindExtremes()).Farthest;

    /// <summary>Begins with another anchor.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending where each candidate has one.</param>
    /// <param name="starts">Where in them those of each candidate begin, and last where they end; null where each has one.</param>
    /// <param name="codes">A code of the approximation for each candidate; exclusions are written into them.</param>
    /// <param name="scale">What the codes stand for.</param>
    /// <param name="proxy">What the approximations approximate.</param>
    /// <param name="bound">The most by which one differs from the proxy of its reference distance.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids, int[]? starts, short* codes, CodeScale scale, DistanceProxy proxy, double bound)
    {
        _measured.Begin(anchors, anchor, ids, starts);
        (_scale, _proxy, _bound) = (scale, proxy, bound);
        _codes = codes;
        Count = Length = starts is null ? ids.Length : starts.Length - 1;
        Invalidate();
    }

    /// <summary>Begins with another anchor whose few candidates are all measured in float64 at once.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending.</param>
    /// <param name="codes">Room for as many codes.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids, short* codes)
    {
        _measured.Begin(anchors, anchor, ids);
        _measured.MeasureAll();
        double nearest = double.PositiveInfinity, farthest = 0;
        for (var i = 0; i < ids.Length; i++)
        {
            nearest = Math.Min(nearest, _measured.To(i));
            farthest = Math.Max(farthest, _measured.To(i));
        }
        var proxy = new DistanceProxy(farthest == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(farthest) - 1), Squared: false);
        const double bound = 1.0 / (1 << 24); // half a unit in the last place of a float32 below 1
        var scale = new CodeScale((float)proxy.Of(nearest), (float)proxy.Of(farthest), bound);
        for (var i = 0; i < ids.Length; i++)
            codes[i] = scale.Of((float)proxy.Of(_measured.To(i)));
        (_scale, _proxy, _bound) = (scale, proxy, bound);
        _codes = codes;
        Count = Length = ids.Length;
        Invalidate();
    }

    /// <summary>Takes the candidate at a place out of the row.</summary>
    public void Exclude(int index)
    {
        if (!Contains(index))
            return;
        _codes[index] = CodeScale.Excluded;
        Count--;
        Invalidate();
    }

    /// <summary>Takes many candidates out of the row.</summary>
    /// <param name="mask">For each place <see cref="CodeScale.Excluded"/>, or <see cref="short.MinValue"/> where the candidate may stay.</param>
    public void Exclude(short[] mask)
    {
        Count = RowScan.Exclude(_codes, Length, mask);
        Invalidate();
    }

    /// <summary>Takes out every candidate nearer than a distance.</summary>
    public void ExcludeNearerThan(double distance)
    {
        var target = _proxy.Of(distance);
        var certain = _scale.LeastFrom(target - _bound);
        RowScan.Collect(_codes, Length, short.MinValue, _scale.GreatestUpTo(target + _bound), _others);
        foreach (var index in _others)
        {
            if (_codes[index] < certain || DistanceTo(index) < distance)
                Exclude(index);
        }
    }

    /// <summary>Whether the candidate at a place has not been excluded.</summary>
    public bool Contains(int index) => _codes[index] != CodeScale.Excluded;

    /// <summary>The reference distance to the candidate at a place.</summary>
    public double DistanceTo(int index) => _measured.To(index);

    /// <summary>Measures every candidate at once, which is faster than one by one where all are needed.</summary>
    public void MeasureAll() => _measured.MeasureAll();

    /// <summary>
    /// The nearest candidate at <paramref name="threshold"/> or beyond, and strictly beyond
    /// <paramref name="strictlyBeyond"/>; the farthest where there is none.
    /// </summary>
    public Neighbour NearestFrom(double threshold, double strictlyBeyond = double.NegativeInfinity)
    {
        var target = _proxy.Of(Math.Max(threshold, strictlyBeyond));
        var low = _scale.LeastFrom(target - _bound);
        var certain = _scale.CertainFrom(target + _bound);
        Open(low, certain + Margin);
        // First those that may or may not qualify. One of them that does leaves few of the others worth a measurement.
        SelectContenders(low, certain - 1);
        var best = BestQualifying(null, threshold, strictlyBeyond);
        SelectContenders(certain, best is { } found ? _scale.GreatestUpTo(_proxy.Of(found.Distance) + _bound) : NotFartherThan(LeastCode(certain)));
        return BestQualifying(best, threshold, strictlyBeyond) ?? Farthest;
    }

    /// <summary>The candidate at a place counted from the nearest, from 0 to <see cref="Count"/> − 1.</summary>
    public Neighbour AtPlace(int place) => AtPlaces(place, 1)[0];

    /// <summary>The candidates from a place on, counted from the nearest, as many as are asked for; all places are from 0 to <see cref="Count"/> − 1.</summary>
    public ReadOnlySpan<Neighbour> AtPlaces(int place, int count)
    {
        // The place-th smallest approximation is within the bound of the place-th smallest proxy,
        // so whoever stands at that place is within two bounds of it.
        var first = Select(place);
        var last = count == 1 ? first : SelectFrom(first, place + count - 1, 1 + (int)(((long)count << 16) / Length));
        var before = SelectContenders(_scale.LeastFrom(_scale.Floor(first) - 2 * _bound), NotFartherThan(last));
        return SortedContenders().AsSpan(place - before, count);
    }

    /// <summary>
    /// The <paramref name="count"/> nearest candidates, 1 to <see cref="Count"/>, and all others that are exactly as far as the last of
    /// them: nearer first, ties to the lower place.
    /// </summary>
    public ReadOnlySpan<Neighbour> NearestWithTies(int count)
    {
        // Whoever ties with the one at the last place is, as that one, within two bounds of its approximation.
        SelectContenders(short.MinValue, NotFartherThan(Select(count - 1)));
        var ordered = SortedContenders();
        var end = count;
        while (end < ordered.Length && ordered[end].Distance == ordered[count - 1].Distance)
            end++;
        return ordered.AsSpan(0, end);
    }

    /// <summary>How many candidates come before this one, nearer first, ties to the lower place.</summary>
    public int RankOf(Neighbour neighbour)
    {
        var target = _proxy.Of(neighbour.Distance);
        var place = SelectContenders(_scale.LeastFrom(target - _bound), _scale.GreatestUpTo(target + _bound));
        foreach (var index in _contenders)
        {
            if (index != neighbour.Index && new Neighbour(index, DistanceTo(index)).ComesBefore(neighbour))
                place++;
        }
        return place;
    }

    /// <summary>The candidate number <paramref name="ordinal"/> in the order of ids, from 0.</summary>
    public Neighbour AtOrdinal(int ordinal)
    {
        var index = RowScan.IndexOfOrdinal(_codes, Length, ordinal);
        return new Neighbour(index, DistanceTo(index));
    }

    /// <summary>As many codes as hold about <see cref="WindowSlack"/> candidates where they are spread evenly over the codes.</summary>
    private int Margin => 1 + (WindowSlack << 16) / Length;

    /// <summary>The greatest code of a candidate that may be nearer than one of the given code.</summary>
    private int NotFartherThan(int code) => _scale.GreatestUpTo(_scale.Ceiling(code) + 2 * _bound);

    /// <summary>The nearest of an earlier one and those contenders that are far enough.</summary>
    private Neighbour? BestQualifying(Neighbour? best, double threshold, double strictlyBeyond)
    {
        foreach (var index in _contenders)
        {
            var neighbour = new Neighbour(index, DistanceTo(index));
            if (neighbour.Distance >= threshold && neighbour.Distance > strictlyBeyond
                && (best is not { } current || neighbour.ComesBefore(current)))
                best = neighbour;
        }
        return best;
    }

    /// <summary>The least code of a candidate that is at least <paramref name="low"/>, where the window begins no later.</summary>
    private int LeastCode(int low)
    {
        int least = CodeScale.Excluded;
        foreach (var index in _window)
        {
            if (_codes[index] >= low)
                least = Math.Min(least, _codes[index]);
        }
        return least < CodeScale.Excluded ? least : RowScan.MinFrom(_codes, Length, low);
    }

    private (Neighbour Nearest, Neighbour Farthest) FindExtremes()
    {
        var (min, max) = Range;
        RowScan.CollectEnds(_codes, Length, NotFartherThan(min), _scale.LeastFrom(_scale.Floor(max) - 2 * _bound), _contenders, _others);
        _measured.Measure(_contenders);
        _measured.Measure(_others);
        var nearest = new Neighbour(int.MaxValue, double.PositiveInfinity);
        foreach (var index in _contenders)
        {
            var neighbour = new Neighbour(index, DistanceTo(index));
            if (neighbour.ComesBefore(nearest))
                nearest = neighbour;
        }
        var farthest = new Neighbour(int.MaxValue, double.NegativeInfinity);
        foreach (var index in _others)
        {
            if (DistanceTo(index) > farthest.Distance)
                farthest = new Neighbour(index, DistanceTo(index));
        }
        return (nearest, farthest);
    }

    /// <summary>The least and the greatest code.</summary>
    private (int Min, int Max) Range => _range ??= RowScan.Extremes(_codes, Length);

    /// <summary>The code of the place-th smallest approximation.</summary>
    private int Select(int place) => Halve(place, Range.Min, Range.Max);

    /// <summary>The code of the place-th smallest approximation, which is not below <paramref name="low"/>, and likely near it: sought in growing steps.</summary>
    private int SelectFrom(int low, int place, int step)
    {
        var high = Range.Max;
        for (; low + step <= high; step *= 2)
        {
            if (RowScan.CountBelow(_codes, Length, low + step) <= place)
                low += step;
            else
                high = low + step - 1;
        }
        return Halve(place, low, high);
    }

    private int Halve(int place, int low, int high)
    {
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (RowScan.CountBelow(_codes, Length, middle) <= place)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }

    /// <summary>Makes the candidates with codes in [low, high] the contenders, measured.</summary>
    /// <returns>How many candidates have lesser codes.</returns>
    private int SelectContenders(int low, int high)
    {
        Open(low, high);
        _contenders.Clear();
        var below = _belowWindow;
        foreach (var index in _window)
        {
            if (_codes[index] < low)
                below++;
            else if (_codes[index] <= high)
                _contenders.Add(index);
        }
        _measured.Measure(_contenders);
        return below;
    }

    /// <summary>Sees to it that the window holds the candidates with codes in [low, high], and no excluded one.</summary>
    private void Open(int low, int high)
    {
        if (_windowLow <= low && high <= _windowHigh)
            return;
        _belowWindow = RowScan.Collect(_codes, Length, low, high, _window);
        (_windowLow, _windowHigh) = (low, high);
    }

    private Neighbour[] SortedContenders()
    {
        var ordered = new Neighbour[_contenders.Count];
        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = new Neighbour(_contenders[i], DistanceTo(_contenders[i]));
        Array.Sort(ordered, (x, y) => x.ComesBefore(y) ? -1 : y.ComesBefore(x) ? 1 : 0);
        return ordered;
    }

    private void Invalidate()
    {
        (_windowLow, _windowHigh) = (int.MaxValue, int.MinValue);
        (_range, _extremes) = (null, null);
    }
}
