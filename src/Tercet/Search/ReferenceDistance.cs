namespace Tercet.Search;

/// <summary>
/// The distance by which negatives are defined: float64 throughout, components in order, no fused operations.
/// The fast search only narrows the candidates for it.
/// </summary>
internal static class ReferenceDistance
{
    /// <summary>Rows that <see cref="BetweenFour"/> takes.</summary>
    public const int Together = 4;

    public static double Between(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Distance distance) => distance switch
    {
        Distance.Euclidean => Math.Sqrt(SquaredEuclidean(a, b)),
        Distance.SquaredEuclidean => SquaredEuclidean(a, b),
        Distance.Cosine => Cosine(a, b),
        _ => throw new ArgumentOutOfRangeException(nameof(distance)),
    };

    private static double SquaredEuclidean(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double x = a[i], y = b[i];
            dot += x * y;
            squareA += x * x;
            squareB += y * y;
        }
        return CosineFrom(dot, squareA, squareB);
    }

    /// <summary>
    /// The distances to four rows at once: the same operations in the same order for each, but interleaved, so that none
    /// waits for another's sums.
    /// </summary>
    /// <param name="a">The row from which distances are computed.</param>
    /// <param name="b0">The first of the four rows.</param>
    /// <param name="b1">The second.</param>
    /// <param name="b2">The third.</param>
    /// <param name="b3">The fourth.</param>
    /// <param name="distance">The distance.</param>
    /// <param name="results">The four distances.</param>
    public static void BetweenFour(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, ReadOnlySpan<float> b2, ReadOnlySpan<float> b3,
        Distance distance, Span<double> results)
    {
        b0 = b0[..a.Length];
        b1 = b1[..a.Length];
        b2 = b2[..a.Length];
        b3 = b3[..a.Length];
        if (distance == Distance.Cosine)
        {
            CosineOfFour(a, b0, b1, b2, b3, results);
            return;
        }
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double x = a[i];
            double d0 = x - b0[i], d1 = x - b1[i], d2 = x - b2[i], d3 = x - b3[i];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        var root = distance == Distance.Euclidean;
        results[0] = root ? Math.Sqrt(s0) : s0;
        results[1] = root ? Math.Sqrt(s1) : s1;
        results[2] = root ? Math.Sqrt(s2) : s2;
        results[3] = root ? Math.Sqrt(s3) : s3;
    }

    private static void CosineOfFour(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b0, ReadOnlySpan<float> b1, ReadOnlySpan<float> b2, ReadOnlySpan<float> b3,
        Span<double> results)
    {
        double square = 0, dot0 = 0, dot1 = 0, dot2 = 0, dot3 = 0, square0 = 0, square1 = 0, square2 = 0, square3 = 0;
        for (var i = 0; i < a.Length; i++)
        {
            double x = a[i], y0 = b0[i], y1 = b1[i], y2 = b2[i], y3 = b3[i];
            square += x * x;
            dot0 += x * y0;
            dot1 += x * y1;
            dot2 += x * y2;
            dot3 += x * y3;
            square0 += y0 * y0;
            square1 += y1 * y1;
            square2 += y2 * y2;
            square3 += y3 * y3;
        }
        results[0] = CosineFrom(dot0, square, square0);
        results[1] = CosineFrom(dot1, square, square1);
        results[2] = CosineFrom(dot2, square, square2);
        results[3] = CosineFrom(dot3, square, square3);
    }

    // √(s·s) is s, so a vector is at distance 0 from itself; rounding must not take others below.
    private static double CosineFrom(double dot, double squareA, double squareB) =>
        Math.Max(0, 1 - dot / Math.Sqrt(squareA * squareB));
}
