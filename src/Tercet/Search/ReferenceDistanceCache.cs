namespace Tercet.Search;

/// <summary>Reference distances from one anchor, each computed at most once.</summary>
internal sealed class ReferenceDistanceCache(EmbeddingMatrix candidates, Distance distance)
{
    private readonly float[] _anchor = new float[candidates.Dimensions];
    private readonly float[] _buffers = new float[ReferenceDistance.Together * candidates.Dimensions];
    private readonly List<int> _known = [];
    private readonly (int Row, int Index)[] _pending = new (int, int)[ReferenceDistance.Together];
    private int _pendingCount;
    private double[] _distances = []; // NaN where not computed yet
    private CandidateSet _set;

    /// <summary>How many were computed, over all anchors: one per row.</summary>
    public long Count { get; private set; }

    /// <summary>Switches to another anchor.</summary>
    /// <param name="anchors">The anchor's matrix.</param>
    /// <param name="anchor">Its row there.</param>
    /// <param name="set">The candidates.</param>
    public void Begin(EmbeddingMatrix anchors, int anchor, CandidateSet set)
    {
        if (_distances.Length < set.Count)
        {
            _distances = new double[set.Count];
            Array.Fill(_distances, double.NaN);
        }
        else
        {
            foreach (var index in _known)
                _distances[index] = double.NaN;
        }
        _known.Clear();
        _set = set;
        anchors.CopyRow(anchor, _anchor);
    }

    /// <summary>The row of the candidate at an index; of several, the first.</summary>
    public int RowOf(int index) => _set.Rows[_set[index].Start];

    /// <summary>The distance to the candidate at an index.</summary>
    public double To(int index)
    {
        if (double.IsNaN(_distances[index]))
        {
            Request(index);
            ComputePending();
        }
        return _distances[index];
    }

    /// <summary>Computes the distances to several candidates.</summary>
    public void Compute(List<int> indices)
    {
        foreach (var index in indices)
            Request(index);
        ComputePending();
    }

    /// <summary>Computes all distances.</summary>
    public void ComputeAll()
    {
        if (_known.Count == _set.Count)
            return; // for an earlier step of this anchor
        for (var index = 0; index < _set.Count; index++)
            Request(index);
        ComputePending();
    }

    private void Request(int index)
    {
        if (!double.IsNaN(_distances[index]))
            return;
        _distances[index] = double.PositiveInfinity; // the minimum over no rows
        _known.Add(index);
        var (start, end) = _set[index];
        for (var row = start; row < end; row++)
        {
            _pending[_pendingCount++] = (_set.Rows[row], index);
            if (_pendingCount == ReferenceDistance.Together)
                ComputePending();
        }
    }

    private void ComputePending()
    {
        if (_pendingCount == 0)
            return;
        Span<double> results = stackalloc double[ReferenceDistance.Together];
        _pending.AsSpan(_pendingCount).Fill(_pending[0]); // where there are fewer: four take no longer than one
        ReferenceDistance.BetweenFour(_anchor, Row(0), Row(1), Row(2), Row(3), distance, results);
        for (var i = 0; i < _pendingCount; i++)
        {
            ref var known = ref _distances[_pending[i].Index];
            known = Math.Min(known, results[i]);
        }
        Count += _pendingCount;
        _pendingCount = 0;
    }

    private ReadOnlySpan<float> Row(int pending) =>
        candidates.ReadRow(_pending[pending].Row, _buffers.AsSpan(pending * _anchor.Length, _anchor.Length));
}
