namespace Tercet.Torch.Losses;

/// <summary>
/// The losses of a batch of triplets and the gradient of their mean in what the encoder gave for them. It is worked out here, in float64 and in one order, and
/// torch is handed the gradient: TorchSharp's own arithmetic makes numbers that the collector may take while native code still reads them.
/// </summary>
internal sealed class TripletBatch
{
    private readonly double[] _rows, _lengths;
    private readonly TripletLoss _loss;
    private readonly int _dimensions;
    private readonly bool _unitLength;

    /// <summary>Works out distances and losses.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="embeddings">Rows as the encoder gives them: all anchors, all positives, all negatives.</param>
    /// <param name="count">Triplets.</param>
    /// <param name="unitLength">Whether rows are scaled to unit length first.</param>
    public TripletBatch(TripletLoss loss, ReadOnlySpan<float> embeddings, int count, bool unitLength)
    {
        (_loss, _dimensions, _unitLength) = (loss, embeddings.Length / (3 * count), unitLength);
        _rows = new double[embeddings.Length];
        for (var i = 0; i < _rows.Length; i++)
            _rows[i] = embeddings[i];
        _lengths = new double[3 * count];
        for (var i = 0; unitLength && i < _lengths.Length; i++)
            _lengths[i] = UnitLength.Scale(RowOf(_rows, i));
        (Positive, Negative, Losses) = (new double[count], new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            Positive[i] = DistanceSlope.Between(loss.Distance, RowOf(_rows, i), RowOf(_rows, count + i));
            Negative[i] = DistanceSlope.Between(loss.Distance, RowOf(_rows, i), RowOf(_rows, 2 * count + i));
            Losses[i] = loss.Of(Positive[i], Negative[i]);
        }
    }

    /// <summary>d_ap of each triplet.</summary>
    public double[] Positive { get; }

    /// <summary>d_an of each triplet.</summary>
    public double[] Negative { get; }

    /// <summary>The loss of each triplet.</summary>
    public double[] Losses { get; }

    /// <summary>The gradient of the mean loss in the embeddings as they were given.</summary>
    public float[] Gradient()
    {
        var slopes = new double[_rows.Length];
        var count = Losses.Length;
        for (var i = 0; i < count; i++)
        {
            var slope = _loss.Slope(Positive[i], Negative[i]) / count;
            if (slope == 0)
                continue;
            var anchor = RowOf(_rows, i);
            DistanceSlope.Add(_loss.Distance, slope, anchor, RowOf(_rows, count + i), RowOf(slopes, i), RowOf(slopes, count + i));
            DistanceSlope.Add(_loss.Distance, -slope, anchor, RowOf(_rows, 2 * count + i), RowOf(slopes, i), RowOf(slopes, 2 * count + i));
        }
        for (var i = 0; _unitLength && i < _lengths.Length; i++)
            UnitLength.Back(RowOf(slopes, i), RowOf(_rows, i), _lengths[i]);
        return Array.ConvertAll(slopes, slope => (float)slope);
    }

    private Span<double> RowOf(double[] rows, int row) => rows.AsSpan(row * _dimensions, _dimensions);
}
