
namespace Tercet.Search;

/// <summary>Reference distances from one anchor, kept once computed. A candidate of several rows is as far as the nearest of them.</summary>
internal sealed class MeasuredDistances(EmbeddingMatrix candidates, Distance distance)
{
    private readonly float[] _anchor = new float[candidates.Dimensions];
    private readonly float[] _buffers = new float[ReferenceDistance.Together * candidates.Dimensions];
    private readonly List<int> _known = [];
    private readonly (int Row, int Index)[] _wanted = new (int, int)[ReferenceDistance.Together];
    private int _wantedCount, _length;
    private double[] _distances = [];
    private int[] _ids = [];
    private int[]? _starts;

    /// <summary>How many were computed, over all anchors: one a row.</summary>
    public long Count { get; private set; }

    /// <summary>Begins with another anchor.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="ids">The candidates' rows.</param>
    /// <param name="starts">Where in them those of each candidate begin, and last where they end; null where each has one.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids, int[]? starts = null)
    {
        _length = starts is null ? ids.Length : starts.Length - 1;
        if (_distances.Length < _length)
        {
            _distances = new double[_length];
            Array.Fill(_distances, double.NaN);
        }
        else
        {
            foreach (var index in _known)
                _distances[index] = double.NaN;
        }
        _known.Clear();
        (_ids, _starts) = (ids, starts);
        anchors.CopyRow(anchor, _anchor);
    }

    /// <summary>The distance to the candidate at a place.</summary>
    public double To(int index)
    {
        if (double.IsNaN(_distances[index]))
        {
            Want(index);
            MeasureWanted();
        }
        return _distances[index];
    }

    /// <summary>Computes those distances of a list that are not known yet.</summary>
    public void Measure(List<int> indices)
    {
        foreach (var index in indices)
            Want(index);
        MeasureWanted();
    }

    /// <summary>Computes all distances.</summary>
    public void MeasureAll()
    {
        if (_known.Count == _length)
            return; // for an earlier step of this anchor
        for (var index = 0; index < _length; index++)
            Want(index);
        MeasureWanted();
    }

    private void Want(int index)
    {
        if (!double.IsNaN(_distances[index]))
            return;
        _distances[index] = double.PositiveInfinity; // until its rows are measured
        _known.Add(index);
        var (start, end) = _starts is null ? (index, index + 1) : (_starts[index], _starts[index + 1]);
        for (var row = start; row < end; row++)
        {
            _wanted[_wantedCount++] = (_ids[row], index);
            if (_wantedCount == ReferenceDistance.Together)
                MeasureWanted();
        }
    }

    private void MeasureWanted()
    {
        if (_wantedCount == 0)
            return;
        Span<double> results = stackalloc double[ReferenceDistance.Together];
        _wanted.AsSpan(_wantedCount).Fill(_wanted[0]); // where there are fewer: four take no longer than one
        ReferenceDistance.BetweenFour(_anchor, Row(0), Row(1), Row(2), Row(3), distance, results);
        for (var i = 0; i < _wantedCount; i++)
        {
            ref var known = ref _distances[_wanted[i].Index];
            known = Math.Min(known, results[i]);
        }
        Count += _wantedCount;
        _wantedCount = 0;
    }

    private ReadOnlySpan<float> Row(int wanted) =>
        candidates.ReadRow(_wanted[wanted].Row, _buffers.AsSpan(wanted * _anchor.Length, _anchor.Length));
}
