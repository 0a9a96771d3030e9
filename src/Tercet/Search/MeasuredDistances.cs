using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>Reference distances from one anchor, kept once computed.</summary>
internal sealed class MeasuredDistances(EmbeddingMatrix candidates, Distance distance)
{
    private readonly float[] _anchor = new float[candidates.Dimensions];
    private readonly float[] _buffers = new float[ReferenceDistance.Together * candidates.Dimensions];
    private readonly List<int> _known = [];
    private readonly int[] _wanted = new int[ReferenceDistance.Together];
    private int _wantedCount;
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
        if (_known.Count == _ids.Length)
            return; // for an earlier step of this anchor
        for (var index = 0; index < _ids.Length; index++)
            Want(index);
        MeasureWanted();
    }

    private void Want(int index)
    {
        if (!double.IsNaN(_distances[index]))
            return;
        _wanted[_wantedCount++] = index;
        if (_wantedCount == ReferenceDistance.Together)
            MeasureWanted();
    }

    private void MeasureWanted()
    {
        if (_wantedCount == 0)
            return;
        Span<double> results = stackalloc double[ReferenceDistance.Together];
        _wanted.AsSpan(_wantedCount).Fill(_wanted[0]); // where there are fewer: four take no longer than one
        ReferenceDistance.BetweenFour(_anchor, Row(0), Row(1), Row(2), Row(3), distance, results);
        for (var i = 0; i < _wantedCount; i++)
            Set(_wanted[i], results[i]);
        _wantedCount = 0;
    }

    private void Set(int index, double value)
    {
        _distances[index] = value;
        _known.Add(index);
        Count++;
    }

    private ReadOnlySpan<float> Row(int wanted) =>
        candidates.ReadRow(_ids[_wanted[wanted]], _buffers.AsSpan(wanted * _anchor.Length, _anchor.Length));
}
