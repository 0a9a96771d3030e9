using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>
/// The candidates of one anchor, in the order of their ids, ready to be asked for the nearest, the farthest, the nearest
/// beyond a threshold, or the one at a place. Float32 values with a bound on their error tell most candidates apart;
/// what they cannot tell is decided on reference distances.
/// </summary>
internal sealed unsafe class CandidateRow
{
    private const int SortedSelection = 2048;

    private readonly EmbeddingMatrix _matrix;
    private readonly Distance _distance;
    private readonly float[] _anchor;
    private readonly float[] _candidate;
    private float[] _four = [];
    private readonly List<int> _contenders = [];
    private readonly List<int> _known = [];
    private double[] _exact = [];
    private int[] _ids = [];
    private float* _values;
    private int _length;
    private DistanceProxy _proxy;
    private double _bound;
    private Neighbour? _nearest, _farthest;

    public CandidateRow(EmbeddingMatrix candidates, Distance distance)
    {
        _matrix = candidates;
        _distance = distance;
        _anchor = new float[candidates.Dimensions];
        _candidate = new float[candidates.Dimensions];
    }

    /// <summary>Candidates that are left after every exclusion.</summary>
    public int Count { get; private set; }

    /// <summary>Candidates at first; places go from 0 to this − 1.</summary>
    public int Length => _length;

    /// <summary>How many distances this row, over all its anchors, had to compute in float64.</summary>
    public long ReferenceDistances { get; private set; }

    /// <summary>The nearest candidate, the lowest place among equals.</summary>
    public Neighbour Nearest => _nearest ??= FindNearest();

    /// <summary>The farthest candidate, the lowest place among equals.</summary>
    public Neighbour Farthest => _farthest ??= FindFarthest();

    private Span<float> Values => new(_values, _length);

    /// <summary>Begins with another anchor.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending.</param>
    /// <param name="values">As many approximations; exclusions are written into them.</param>
    /// <param name="proxy">What they approximate.</param>
    /// <param name="bound">The most by which one differs from the proxy of its reference distance.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids, float* values, DistanceProxy proxy, double bound)
    {
        Forget(ids.Length);
        anchors.CopyRow(anchor, _anchor);
        (_ids, _length, _proxy, _bound) = (ids, ids.Length, proxy, bound);
        _values = values;
        Count = _length;
        _nearest = _farthest = null;
    }

    /// <summary>Begins with another anchor whose few candidates are all measured in float64 at once.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows, ascending.</param>
    /// <param name="values">Room for as many approximations.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids, float* values)
    {
        Begin(anchors, anchor, ids, values, default, 0);
        MeasureAll();
        var farthest = 0.0;
        for (var i = 0; i < ids.Length; i++)
            farthest = Math.Max(farthest, _exact[i]);
        _proxy = new DistanceProxy(farthest == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(farthest) - 1), Squared: false);
        _bound = 1.0 / (1 << 24); // half a unit in the last place of a float32 below 1
        for (var i = 0; i < ids.Length; i++)
            values[i] = (float)_proxy.Of(_exact[i]);
    }

    /// <summary>Takes the candidate at a place out of the row.</summary>
    public void Exclude(int index)
    {
        if (float.IsNaN(_values[index]))
            return;
        _values[index] = float.NaN;
        Count--;
        _nearest = _farthest = null;
    }

    /// <summary>Takes out every candidate nearer than a distance.</summary>
    public void ExcludeNearerThan(double distance)
    {
        var target = _proxy.Of(distance);
        RowScan.Collect(Values, float.NegativeInfinity, Above(target + _bound), _contenders);
        var certain = Below(target - _bound);
        foreach (var index in _contenders)
        {
            if (_values[index] < certain || DistanceTo(index) < distance)
                Exclude(index);
        }
    }

    /// <summary>Whether the candidate at a place has not been excluded.</summary>
    public bool Contains(int index) => !float.IsNaN(_values[index]);

    /// <summary>The reference distance to the candidate at a place.</summary>
    public double DistanceTo(int index)
    {
        if (!double.IsNaN(_exact[index]))
            return _exact[index];
        _matrix.CopyRow(_ids[index], _candidate);
        ReferenceDistances++;
        _known.Add(index);
        return _exact[index] = ReferenceDistance.Between(_anchor, _candidate, _distance);
    }

    /// <summary>Measures every candidate at once, which is faster than one by one where all are needed.</summary>
    public void MeasureAll()
    {
        const int Together = 4;
        if (_known.Count == _length)
            return; // for an earlier step of this anchor
        if (_four.Length == 0)
            _four = new float[Together * _candidate.Length];
        var i = 0;
        for (; i <= _length - Together; i += Together)
        {
            for (var k = 0; k < Together; k++)
                _matrix.CopyRow(_ids[i + k], _four.AsSpan(k * _candidate.Length));
            ReferenceDistance.BetweenFour(_anchor, _four, _distance, _exact.AsSpan(i, Together));
        }
        ReferenceDistances += i;
        _known.Clear();
        for (var k = 0; k < i; k++)
            _known.Add(k);
        for (; i < _length; i++)
        {
            _exact[i] = double.NaN;
            DistanceTo(i);
        }
    }

    /// <summary>
    /// The nearest candidate at <paramref name="threshold"/> or beyond, and strictly beyond
    /// <paramref name="strictlyBeyond"/>; the farthest where there is none.
    /// </summary>
    public Neighbour NearestFrom(double threshold, double strictlyBeyond = double.NegativeInfinity)
    {
        var target = _proxy.Of(Math.Max(threshold, strictlyBeyond));
        var certain = RowScan.MinAtLeast(Values, Above(target + _bound));
        RowScan.Collect(Values, Below(target - _bound), Above(certain + 2 * _bound), _contenders);
        Neighbour? best = null;
        foreach (var index in _contenders)
        {
            var neighbour = new Neighbour(index, DistanceTo(index));
            if (neighbour.Distance >= threshold && neighbour.Distance > strictlyBeyond
                && (best is not { } current || neighbour.ComesBefore(current)))
                best = neighbour;
        }
        return best ?? Farthest;
    }

    /// <summary>The candidate at a place counted from the nearest, from 0 to <see cref="Count"/> − 1.</summary>
    public Neighbour AtPlace(int place)
    {
        // The place-th smallest approximation is within the bound of the place-th smallest proxy,
        // so whoever stands at that place is within two bounds of it.
        var middle = Select(place);
        var low = Below(middle - 2 * _bound);
        var before = RowScan.CountBelow(Values, low);
        RowScan.Collect(Values, low, Above(middle + 2 * _bound), _contenders);
        var ordered = new Neighbour[_contenders.Count];
        for (var i = 0; i < ordered.Length; i++)
            ordered[i] = new Neighbour(_contenders[i], DistanceTo(_contenders[i]));
        Array.Sort(ordered, (x, y) => x.ComesBefore(y) ? -1 : y.ComesBefore(x) ? 1 : 0);
        return ordered[place - before];
    }

    /// <summary>How many candidates come before this one, nearer first, ties to the lower place.</summary>
    public int PlaceOf(Neighbour neighbour)
    {
        var target = _proxy.Of(neighbour.Distance);
        var low = Below(target - _bound);
        var place = RowScan.CountBelow(Values, low);
        RowScan.Collect(Values, low, Above(target + _bound), _contenders);
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
        var index = RowScan.IndexOfOrdinal(Values, ordinal);
        return new Neighbour(index, DistanceTo(index));
    }

    private Neighbour FindNearest()
    {
        var (min, _) = RowScan.Extremes(Values);
        RowScan.Collect(Values, float.NegativeInfinity, Above(min + 2 * _bound), _contenders);
        var best = new Neighbour(int.MaxValue, double.PositiveInfinity);
        foreach (var index in _contenders)
        {
            var neighbour = new Neighbour(index, DistanceTo(index));
            if (neighbour.ComesBefore(best))
                best = neighbour;
        }
        return best;
    }

    private Neighbour FindFarthest()
    {
        var (_, max) = RowScan.Extremes(Values);
        RowScan.Collect(Values, Below(max - 2 * _bound), float.PositiveInfinity, _contenders);
        var best = new Neighbour(int.MaxValue, double.NegativeInfinity);
        foreach (var index in _contenders)
        {
            if (DistanceTo(index) > best.Distance)
                best = new Neighbour(index, DistanceTo(index));
        }
        return best;
    }

    /// <summary>The place-th smallest approximation: halves the interval of values until few enough are left to sort.</summary>
    private float Select(int place)
    {
        var (low, high) = RowScan.Extremes(Values);
        var below = 0;
        var upTo = Count; // values in [low, high]: upTo − below, and the one sought is among them
        while (upTo - below > SortedSelection)
        {
            var middle = (float)(((double)low + high) / 2);
            if (middle <= low)
                middle = MathF.BitIncrement(low);
            var count = RowScan.CountBelow(Values, middle);
            if (count <= place)
                (low, below) = (middle, count);
            else
                (high, upTo) = (MathF.BitDecrement(middle), count);
            if (low >= high)
                return low;
        }
        RowScan.Collect(Values, low, high, _contenders);
        var values = new float[_contenders.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = _values[_contenders[i]];
        Array.Sort(values);
        return values[place - below];
    }

    private void Forget(int length)
    {
        if (_exact.Length < length)
        {
            _exact = new double[length];
            Array.Fill(_exact, double.NaN);
        }
        else
        {
            foreach (var index in _known)
                _exact[index] = double.NaN;
        }
        _known.Clear();
    }

    /// <summary>A float32 that is certainly not above x.</summary>
    private static float Below(double x) => MathF.BitDecrement((float)x);

    /// <summary>A float32 that is certainly not below x.</summary>
    private static float Above(double x) => MathF.BitIncrement((float)x);
}
