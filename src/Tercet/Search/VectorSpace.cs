using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tercet.Search;

/// <summary>
/// The float32 space in which rows are compared: they are translated by a common centre and scaled by a power of two, so
/// that the longest is of length ½ to 1; for the cosine distance they are first normalized to unit length. In this space, the
/// squared Euclidean distance orders candidates as the requested distance does, up to <see cref="ErrorBound"/>.
/// </summary>
/// <remarks>The bound and its proof: docs/exactness.md.</remarks>
internal sealed class VectorSpace
{
    /// <summary>Components that a kernel sums in one chain; partial sums of such blocks are then added.</summary>
    public const int DepthBlock = 128;

    private const int CentreSample = 4096;

    /// <summary>Rows that a thread takes at a time.</summary>
    private const int RowChunk = 256;

    /// <summary>Keeps the scale within float32, where rows differ by subnormal numbers only.</summary>
    private const int MaxScaleExponent = 126;

    /// <summary>Up to this radius, the difference of two components is within float32.</summary>
    private const double SingleRadius = 1e38;

    /// <summary>2⁻¹⁰⁰, far above what 65,536 products lose to underflow, far below every other error.</summary>
    private const double Underflow = 1.0 / (1L << 50) / (1L << 50);

    private const double UnitRoundoff = 1.0 / (1 << 24);
    private const double UnitRoundoff64 = UnitRoundoff * UnitRoundoff / 32;

    private readonly Distance _distance;
    private readonly float[] _centre;
    private readonly double _scale;
    private readonly bool _single;
    private readonly double[] _factors;

    /// <summary>Chooses centre and scale for the given rows.</summary>
    public VectorSpace(
        EmbeddingMatrix anchors, int[] anchorRows, EmbeddingMatrix candidates, int[] candidateRows, Distance distance,
        int threads)
    {
        _distance = distance;
        _centre = Mean(candidates, candidateRows);
        _factors = new double[distance == Distance.Cosine ? candidateRows.Length : 0];
        var squares = SquaredLengths(candidates, candidateRows, threads, _factors);
        var candidateSquare = squares.Max();
        var anchorSquare = ReferenceEquals(anchors, candidates) && AreAmong(anchorRows, candidateRows, candidates.Count)
            ? candidateSquare
            : SquaredLengths(anchors, anchorRows, threads, []).Max();
        var longest = Math.Sqrt(Math.Max(candidateSquare, anchorSquare));
        _scale = longest == 0 ? 1 : Math.ScaleB(1, Math.Min(MaxScaleExponent, -Math.ILogB(longest) - 1));
        _single = distance != Distance.Cosine && longest < SingleRadius;
        Radius = LengthOf(candidateSquare);
        Squares = Array.ConvertAll(squares, square => (float)(square * _scale * _scale));
        Proxy = distance switch
        {
            Distance.Euclidean => new DistanceProxy(_scale, Squared: true),
            Distance.SquaredEuclidean => new DistanceProxy(_scale * _scale, Squared: false),
            _ => new DistanceProxy(2 * _scale * _scale, Squared: false),
        };
    }

    /// <summary>Maps a reference distance to this space's squared distance.</summary>
    public DistanceProxy Proxy { get; }

    /// <summary>The squared length |y|² of each candidate.</summary>
    public float[] Squares { get; }

    /// <summary>No candidate is longer.</summary>
    public double Radius { get; }

    /// <summary>
    /// The maximum difference between a computed |x|² + |y|² − 2 x·y, y any candidate, and the <see cref="Proxy"/> of the
    /// reference distance.
    /// </summary>
    /// <param name="anchor">The length |x|.</param>
    public double ErrorBound(double anchor)
    {
        var dimensions = _centre.Length;
        var terms = Math.Min(dimensions, DepthBlock) + (dimensions + DepthBlock - 1) / DepthBlock;
        var gamma = terms * UnitRoundoff / (1 - terms * UnitRoundoff);
        var sum = anchor + Radius;
        var products = anchor * Radius * (2 * gamma + 4 * UnitRoundoff);
        var sums = UnitRoundoff * (2 * (anchor * anchor + Radius * Radius) + sum * sum);
        var float64 = (8.0 * dimensions + 64) * UnitRoundoff64;
        var reference = _distance == Distance.Cosine ? _scale * sum + Math.Max(sum * sum, _scale * _scale) : sum * sum;
        return 1.01 * (products + sums + float64 * reference) + Underflow;
    }

    /// <summary>The factor by which a row is multiplied first: 1 except for the cosine distance.</summary>
    public double FactorOf(ReadOnlySpan<float> row) => _distance == Distance.Cosine ? 1 / Math.Sqrt(SquareOf(row)) : 1;

    /// <summary>The <see cref="FactorOf"/> a candidate, by its index.</summary>
    public double CandidateFactor(int index) => _factors.Length == 0 ? 1 : _factors[index];

    /// <summary>Transforms part of a row to this space.</summary>
    /// <param name="source">The part, untransformed.</param>
    /// <param name="start">Its first component.</param>
    /// <param name="factor">The row's <see cref="FactorOf"/>.</param>
    /// <param name="destination">As long as the source.</param>
    public void Transform(ReadOnlySpan<float> source, int start, double factor, Span<float> destination)
    {
        var centre = _centre.AsSpan(start, source.Length);
        if (_single)
            TransformSingle(source, centre, destination);
        else
            TransformDouble(source, centre, factor, destination);
    }

    /// <summary>The length |x| of a row in this space, rounded up a little, and |x|².</summary>
    public (double Length, float Square) Measure(ReadOnlySpan<float> source)
    {
        var square = SquaredLength(source, FactorOf(source));
        return (LengthOf(square), (float)(square * _scale * _scale));
    }

    // Subtracting rounds once, as float64 arithmetic rounded at the end does; the scale is a power of two.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformSingle(ReadOnlySpan<float> source, ReadOnlySpan<float> centre, Span<float> destination)
    {
        var scale = (float)_scale;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var origin = ref MemoryMarshal.GetReference(centre);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var moved = Vector.LoadUnsafe(ref from, (nuint)i) - Vector.LoadUnsafe(ref origin, (nuint)i);
            (moved * scale).StoreUnsafe(ref to, (nuint)i);
        }
        for (; i < source.Length; i++)
            destination[i] = (source[i] - centre[i]) * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformDouble(ReadOnlySpan<float> source, ReadOnlySpan<float> centre, double factor, Span<float> destination)
    {
        var i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(source[i..]), out var low, out var high);
            Vector.Widen(new Vector<float>(centre[i..]), out var centreLow, out var centreHigh);
            Vector.Narrow((low * factor - centreLow) * _scale, (high * factor - centreHigh) * _scale).CopyTo(destination[i..]);
        }
        for (; i < source.Length; i++)
            destination[i] = (float)((source[i] * factor - centre[i]) * _scale);
    }

    private double LengthOf(double square) => Math.Sqrt(square) * _scale * (1 + 4 * UnitRoundoff);

    private static bool AreAmong(int[] rows, int[] others, int count)
    {
        var isOther = new bool[count];
        foreach (var row in others)
            isOther[row] = true;
        return Array.TrueForAll(rows, row => isOther[row]);
    }

    private float[] Mean(EmbeddingMatrix matrix, int[] rows)
    {
        var sum = new double[matrix.Dimensions];
        var buffer = new float[matrix.Dimensions];
        var count = Math.Min(rows.Length, CentreSample);
        for (var i = 0; i < count; i++)
        {
            var row = matrix.ReadRow(rows[(int)((long)i * rows.Length / count)], buffer);
            var factor = FactorOf(row);
            for (var k = 0; k < sum.Length; k++)
                sum[k] += row[k] * factor;
        }
        return Array.ConvertAll(sum, total => (float)(total / count));
    }

    /// <summary>The squared distance of each row from the centre, before scaling.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="threads">The degree of parallelism.</param>
    /// <param name="factors">Where the factor of each row is stored; empty where they are not needed.</param>
    private double[] SquaredLengths(EmbeddingMatrix matrix, int[] rows, int threads, double[] factors)
    {
        var squares = new double[rows.Length];
        Parallel.For(0, (rows.Length + RowChunk - 1) / RowChunk, new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new float[matrix.Dimensions],
            (chunk, _, buffer) =>
            {
                for (var i = chunk * RowChunk; i < Math.Min(rows.Length, (chunk + 1) * RowChunk); i++)
                {
                    var row = matrix.ReadRow(rows[i], buffer);
                    var factor = FactorOf(row);
                    squares[i] = SquaredLength(row, factor);
                    if (factors.Length > 0)
                        factors[i] = factor;
                }
                return buffer;
            },
            _ => { });
        return squares;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double SquaredLength(ReadOnlySpan<float> row, double factor)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out var low, out var high);
            Vector.Widen(new Vector<float>(_centre, i), out var centreLow, out var centreHigh);
            low = low * factor - centreLow;
            high = high * factor - centreHigh;
            sum += low * low + high * high;
        }
        var total = Vector.Sum(sum);
        for (; i < row.Length; i++)
            total += (row[i] * factor - _centre[i]) * (row[i] * factor - _centre[i]);
        return total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SquareOf(ReadOnlySpan<float> row)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out var low, out var high);
            sum += low * low + high * high;
        }
        var total = Vector.Sum(sum);
        for (; i < row.Length; i++)
            total += (double)row[i] * row[i];
        return total;
    }
}
