using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>Reference distances from one anchor, kept once computed.</summary>
internal sealed class MeasuredDistances(EmbeddingMatrix candidates, Distance distance)
{
    private readonly float[] _anchor = new float[candidates.Dimensions];
    private readonly float[] _buffers = new float[ReferenceDistance.Together * candidates.Dimensions];
    private readonly List<int> _known = [];
    private readonly int[] _waiting = new int[ReferenceDistance.Together];
    private double[] _distances = [];
    private int[] _ids = [];

    /// <summary>How many were computed, over all anchors.</summary>
    public long Count { get; private set; }

    /// <summary>Begins with another anchor.</summary>
    public void Begin(EmbeddingMatrix anchors, int anchor, int[] ids)
    {
        if (_distances.Length < ids.Length)
        {
            _distances = new double[ids.Length];
            Array.Fill(_distances, double.NaN);
        }
        else
        {
            foreach (var index in _known)
                _distances[index] = double.NaN;
        }
        _known.Clear();
        _ids = ids;
        anchors.CopyRow(anchor, _anchor);
    }

    /// <summary>The distance to the candidate at a place.</summary>
    public double To(int index)
    {
        if (double.IsNaN(_distances[index]))
            Set(index, ReferenceDistance.Between(_anchor, Row(index, 0), distance));
        return _distances[index];
    }

    /// <summary>Computes those distances of a list that are not known yet.</summary>
    public void Measure(List<int> indices)
    {
        var waiting = 0;
        foreach (var index in indices)
        {
            if (!double.IsNaN(_distances[index]))
                continue;
            _waiting[waiting++] = index;
            if (waiting < ReferenceDistance.Together)
                continue;
            MeasureWaiting();
            waiting = 0;
        }
        for (var i = 0; i < waiting; i++)
            To(_waiting[i]);
    }

    /// <summary>Computes all distances.</summary>
    public void MeasureAll()
    {
        if (_known.Count == _ids.Length)
            return; // for an earlier step of this anchor
        var waiting = 0;
        for (var index = 0; index < _ids.Length; index++)
        {
            if (!double.IsNaN(_distances[index]))
                continue;
            _waiting[waiting++] = index;
            if (waiting < ReferenceDistance.Together)
                continue;
            MeasureWaiting();
            waiting = 0;
        }
        for (var i = 0; i < waiting; i++)
            To(_waiting[i]);
    }

    private void MeasureWaiting()
    {
        Span<double> results = stackalloc double[ReferenceDistance.Together];
        ReferenceDistance.BetweenFour(_anchor, Row(_waiting[0], 0), Row(_waiting[1], 1), Row(_waiting[2], 2), Row(_waiting[3], 3), distance, results);
        for (var i = 0; i < results.Length; i++)
            Set(_waiting[i], results[i]);
    }

    private void Set(int index, double value)
    {
        _distances[index] = value;
        _known.Add(index);
        Count++;
    }

    private ReadOnlySpan<float> Row(int index, int buffer) =>
        candidates.ReadRow(_ids[index], _buffers.AsSpan(buffer * _anchor.Length, _anchor.Length));
}
