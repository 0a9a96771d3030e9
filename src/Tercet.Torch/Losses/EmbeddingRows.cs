namespace Tercet.Torch.Losses;

/// <summary>
/// The embeddings of a batch as rows of float64, what a loss is evaluated on. Losses and their gradients are computed here, in
/// one order, and the encoder is given the gradient; no tensor is involved.
/// </summary>
public sealed class EmbeddingRows
{
    // TorchSharp's arithmetic creates scalars that the garbage collector may finalise while native code still reads them.
    private readonly double[] _values, _lengths;
    private readonly bool _unitLength;

    /// <summary>Copies rows.</summary>
    /// <param name="embeddings">The encoder's output: count × dimensions values, row after row.</param>
    /// <param name="count">Rows, 1 or more.</param>
    /// <param name="unitLength">Whether rows are scaled to unit length first.</param>
    /// <exception cref="ArgumentException">The values do not fill so many rows.</exception>
    public EmbeddingRows(ReadOnlySpan<float> embeddings, int count, bool unitLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (embeddings.Length % count != 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{embeddings.Length} values in {count} rows. Expected a multiple of {count}."),
                nameof(embeddings));
        }
        (Count, Dimensions, _unitLength) = (count, embeddings.Length / count, unitLength);
        _values = new double[embeddings.Length];
        for (var i = 0; i < _values.Length; i++)
            _values[i] = embeddings[i];
        _lengths = new double[unitLength ? count : 0];
        for (var i = 0; i < _lengths.Length; i++)
            _lengths[i] = UnitLength.Scale(RowOf(_values, i));
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Components per row.</summary>
    public int Dimensions { get; }

    /// <summary>The components of a row, of unit length where rows are scaled.</summary>
    /// <param name="row">The row, from 0.</param>
    public ReadOnlySpan<double> this[int row] => RowOf(_values, row);

    /// <summary>The distance between two rows.</summary>
    /// <param name="distance">Which distance. The Euclidean one is at least 10⁻⁶, where its gradient ends.</param>
    /// <param name="a">A row, from 0.</param>
    /// <param name="b">Another row.</param>
    public double DistanceBetween(Distance distance, int a, int b) => DistanceGradient.Measure(distance, this[a], this[b]);

    /// <summary>A gradient of zeros in all rows.</summary>
    internal double[] NewGradient() => new double[_values.Length];

    /// <summary>Converts a gradient in the rows, which is overwritten, to one in the encoder's output.</summary>
    internal float[] ToOutputGradient(double[] gradient)
    {
        for (var i = 0; _unitLength && i < Count; i++)
            UnitLength.Backward(RowOf(gradient, i), this[i], _lengths[i]);
        return Array.ConvertAll(gradient, value => (float)value);
    }

    private Span<double> RowOf(double[] rows, int row) => rows.AsSpan(row * Dimensions, Dimensions);
}
