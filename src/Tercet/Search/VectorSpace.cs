using System.Numerics;
using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>
/// The float32 space in which the search compares: rows are moved by a common centre and scaled by a power of two, so
/// that the longest is of length ½ to 1; for the cosine distance they are first brought to unit length. In it, the
/// squared Euclidean distance orders candidates as the asked distance does, up to <see cref="ErrorBound"/>.
/// </summary>
/// <remarks>The bound and its proof: docs/exactness.md.</remarks>
internal sealed class VectorSpace
{
    /// <summary>Components that a kernel sums in one chain; partial sums of such blocks are then added.</summary>
    public const int DepthBlock = 256;

    private const int CentreSample = 4096;
    private const double UnitRoundoff = 1.0 / (1 << 24);
    private const double UnitRoundoff64 = UnitRoundoff * UnitRoundoff / 32;

    private readonly Distance _distance;
    private readonly double[] _centre;
    private readonly double _scale;
    private readonly double _radius;

    /// <summary>Chooses centre and scale for the given rows.</summary>
    /// <exception cref="BadInputException">The distance is cosine and a row is zero.</exception>
    public VectorSpace(EmbeddingMatrix anchors, int[] anchorRows, EmbeddingMatrix candidates, int[] candidateRows, Distance distance)
    {
        _distance = distance;
        _centre = Mean(candidates, candidateRows);
        var longest = Math.Max(MaxLength(anchors, anchorRows), MaxLength(candidates, candidateRows));
        _scale = longest == 0 ? 1 : Math.ScaleB(1, -Math.ILogB(longest) - 1);
        _radius = longest * _scale;
        Proxy = distance switch
        {
            Distance.Euclidean => new DistanceProxy(_scale, Squared: true),
            Distance.SquaredEuclidean => new DistanceProxy(_scale * _scale, Squared: false),
            _ => new DistanceProxy(2 * _scale * _scale, Squared: false),
        };
        ErrorBound = Bound();
    }

    /// <summary>Takes an asked distance to this space's squared distance.</summary>
    public DistanceProxy Proxy { get; }

    /// <summary>
    /// The most by which a computed |x|² + |y|² − 2 x·y differs from the <see cref="Proxy"/> of the reference distance.
    /// </summary>
    public double ErrorBound { get; }

    /// <summary>Writes a row as it is in this space.</summary>
    /// <param name="source">The row as given.</param>
    /// <param name="destination">As long as the source.</param>
    /// <returns>The squared length of what was written.</returns>
    public float Transform(ReadOnlySpan<float> source, Span<float> destination)
    {
        var factor = _distance == Distance.Cosine ? 1 / Math.Sqrt(SquaredLength(source)) : 1;
        var i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(source[i..]), out var low, out var high);
            low = (low * factor - new Vector<double>(_centre, i)) * _scale;
            high = (high * factor - new Vector<double>(_centre, i + Vector<double>.Count)) * _scale;
            Vector.Narrow(low, high).CopyTo(destination[i..]);
        }
        for (; i < source.Length; i++)
            destination[i] = (float)((source[i] * factor - _centre[i]) * _scale);
        return (float)SquaredLength(destination[..source.Length]);
    }

    private double Bound()
    {
        var dimensions = _centre.Length;
        var terms = Math.Min(dimensions, DepthBlock) + (dimensions + DepthBlock - 1) / DepthBlock;
        var gamma = terms * UnitRoundoff / (1 - terms * UnitRoundoff);
        var square = _radius * _radius;
        var arithmetic = square * (2 * gamma + 16 * UnitRoundoff);
        var float64 = (8.0 * dimensions + 64) * UnitRoundoff64;
        var unitLength = _distance == Distance.Cosine ? float64 * _scale * _radius : 0;
        var reference = float64 * (_distance == Distance.Cosine ? Math.Max(square, _scale * _scale) : square);
        return 1.01 * (arithmetic + unitLength + reference);
    }

    private double[] Mean(EmbeddingMatrix matrix, int[] rows)
    {
        var sum = new double[matrix.Dimensions];
        var buffer = new float[matrix.Dimensions];
        var count = Math.Min(rows.Length, CentreSample);
        for (var i = 0; i < count; i++)
        {
            matrix.CopyRow(rows[(int)((long)i * rows.Length / count)], buffer);
            var factor = _distance == Distance.Cosine ? 1 / Math.Sqrt(SquaredLength(buffer)) : 1;
            for (var k = 0; k < sum.Length; k++)
                sum[k] += buffer[k] * factor;
        }
        for (var k = 0; k < sum.Length; k++)
            sum[k] /= count;
        return sum;
    }

    /// <summary>The greatest distance of a row from the centre, rounded up a little, before scaling.</summary>
    private double MaxLength(EmbeddingMatrix matrix, int[] rows)
    {
        var buffer = new float[matrix.Dimensions];
        var largest = 0.0;
        foreach (var row in rows)
        {
            matrix.CopyRow(row, buffer);
            var factor = _distance == Distance.Cosine ? 1 / Math.Sqrt(SquaredLength(buffer)) : 1;
            largest = Math.Max(largest, SquaredDistanceFromCentre(buffer, factor));
        }
        return Math.Sqrt(largest) * (1 + 4 * UnitRoundoff);
    }

    private double SquaredDistanceFromCentre(ReadOnlySpan<float> row, double factor)
    {
        var sum = Vector<double>.Zero;
        var i = 0;
        for (; i <= row.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[i..]), out var low, out var high);
            low = low * factor - new Vector<double>(_centre, i);
            high = high * factor - new Vector<double>(_centre, i + Vector<double>.Count);
            sum += low * low + high * high;
        }
        var total = Vector.Sum(sum);
        for (; i < row.Length; i++)
            total += (row[i] * factor - _centre[i]) * (row[i] * factor - _centre[i]);
        return total;
    }

    private static double SquaredLength(ReadOnlySpan<float> row)
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
