
namespace Tercet.Torch.Losses;

/// <summary>A distance between two embeddings, and how it changes with them.</summary>
internal static class DistanceSlope
{
    /// <summary>Below this squared distance the Euclidean one is taken as flat: its slope has no direction where two embeddings are equal.</summary>
    private const double LeastSquare = 1e-12;

    /// <summary>A length below this counts as this in the cosine, as PyTorch's cosine_similarity has it.</summary>
    private const double LeastLength = 1e-8;

    /// <summary>The distance.</summary>
    public static double Between(Distance distance, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (distance == Distance.Cosine)
            return 1 - Dot(a, b) / (LengthOf(a) * LengthOf(b));
        var square = SquareBetween(a, b);
        return distance == Distance.Euclidean ? Math.Sqrt(Math.Max(square, LeastSquare)) : square;
    }

    /// <summary>Adds the distance's gradient in both embeddings, times a factor, to theirs.</summary>
    public static void Add(Distance distance, double factor, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> slopeA, Span<double> slopeB)
    {
        if (distance == Distance.Cosine)
        {
            double lengthA = LengthOf(a), lengthB = LengthOf(b), cosine = Dot(a, b) / (lengthA * lengthB);
            for (var k = 0; k < a.Length; k++)
            {
                double x = a[k] / lengthA, y = b[k] / lengthB;
                slopeA[k] -= factor * (y - cosine * x) / lengthA;
                slopeB[k] -= factor * (x - cosine * y) / lengthB;
            }
            return;
        }
        var scale = 2 * factor;
        if (distance == Distance.Euclidean)
        {
            var square = SquareBetween(a, b);
            scale = square > LeastSquare ? factor / Math.Sqrt(square) : 0;
        }
        for (var k = 0; k < a.Length; k++)
        {
            var slope = scale * (a[k] - b[k]);
            slopeA[k] += slope;
            slopeB[k] -= slope;
        }
    }

    private static double LengthOf(ReadOnlySpan<double> row) => Math.Max(Math.Sqrt(Dot(row, row)), LeastLength);

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var k = 0; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    private static double SquareBetween(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }
}
