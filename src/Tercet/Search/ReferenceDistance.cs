using Tercet.Embeddings;

namespace Tercet.Search;

/// <summary>
/// The distance on which every decision is made: float64 throughout, components in order, no fused operations.
/// The fast search only narrows the field for it.
/// </summary>
internal static class ReferenceDistance
{
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
        // √(s·s) is s, so a vector is at distance 0 from itself; rounding must not take others below.
        return Math.Max(0, 1 - dot / Math.Sqrt(squareA * squareB));
    }
}
