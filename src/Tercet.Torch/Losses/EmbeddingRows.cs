
namespace Tercet.Torch.Losses;

/// <summary>
/// What an encoder gave for a batch, as rows of float64. Losses and their gradient are worked out on it here, in one order, and torch is handed the gradient:
/// TorchSharp's own arithmetic makes numbers that the collector may take while native code still reads them.
/// </summary>
internal sealed class EmbeddingRows
{
    private readonly double[] _values, _lengths;
    private readonly bool _unitLength;
    private readonly int _dimensions;

    /// <summary>Takes rows.</summary>
    /// <param name="embeddings">Rows as the encoder gives them.</param>
    /// <param name="count">How many.</param>
    /// <param name="unitLength">Whether they are scaled to unit length first.</param>
    public EmbeddingRows(ReadOnlySpan<float> embeddings, int count, bool unitLength)
    {
        (Count, _dimensions, _unitLength) = (count, embeddings.Length / count, unitLength);
        _values = new double[embeddings.Length];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = embeddings[i];
        _lengths = new double[unitLength ? count : 0];
        for (var i = 0; i < _lengths.Length; i++)
            _lengths[i] = UnitLength.Scale(RowOf(_values, i));
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>The distance between two.</summary>
    public double Between(Distance distance, int a, int b) => DistanceSlope.Between(distance, RowOf(_values, a), RowOf(_values, b));

    /// <summary>Room for a gradient, for <see cref="AddSlope"/>.</summary>
    public double[] NewSlopes() => new double[_values.Length];

    /// <summary>Adds the gradient of the distance between two rows, times a factor.</summary>
    public void AddSlope(double[] slopes, Distance distance, double factor, int a, int b) =>
        DistanceSlope.Add(distance, factor, RowOf(_values, a), RowOf(_values, b), RowOf(slopes, a), RowOf(slopes, b));

    /// <summary>The gradient in the embeddings as they were given.</summary>
    public float[] Gradient(double[] slopes)
    {
        for (var i = 0; _unitLength && i < Count; i++)
            UnitLength.Back(RowOf(slopes, i), RowOf(_values, i), _lengths[i]);
        return Array.ConvertAll(slopes, slope => (float)slope);
    }

    private Span<double> RowOf(double[] rows, int row) => rows.AsSpan(row * _dimensions, _dimensions);
}
