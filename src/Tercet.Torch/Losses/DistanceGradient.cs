namespace Tercet.Torch.Losses;

/// <summary>A distance between two embeddings and its gradient, in float64.</summary>
internal static class DistanceGradient
{
    /// <summary>
    /// Below this squared distance the Euclidean distance is constant: where two embeddings are equal, its gradient has no
    /// direction.
    /// </summary>
    private const double MinSquare = 1e-12;

    /// <summary>A length below this counts as this in the cosine, as in PyTorch's <c>cosine_similarity</c>.</summary>
    private const double MinLength = 1e-8;

    /// <summary>The distance: |a − b|², |a − b|, or 1 − cos(a, b).</summary>
    public static double Measure(Distance distance, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (distance == Distance.Cosine)
            return 1 - Dot(a, b) / (LengthOf(a) * LengthOf(b));
        var square = SquareBetween(a, b);
        return distance == Distance.Euclidean ? Math.Sqrt(Math.Max(square, MinSquare)) : square;
    }

    /// <summary>Adds the distance's gradient in both embeddings, times a factor, to theirs.</summary>
    public static void Add(
        Distance distance, double factor, ReadOnlySpan<double> a, ReadOnlySpan<double> b,
        Span<double> gradientA, Span<double> gradientB)
    {
        if (distance == Distance.Cosine)
        {
            AddCosine(factor, a, b, gradientA, gradientB);
            return;
        }
        var scale = 2 * factor;
        if (distance == Distance.Euclidean)
        {
            var square = SquareBetween(a, b);
            scale = square > MinSquare ? factor / Math.Sqrt(square) : 0;
        }
        for (var k = 0; k < a.Length; k++)
        {
            var change = scale * (a[k] - b[k]);
            gradientA[k] += change;
            gradientB[k] -= change;
        }
    }

    private static void AddCosine(
        double factor, ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> gradientA, Span<double> gradientB)
    {
        double lengthA = LengthOf(a), lengthB = LengthOf(b), cosine = Dot(a, b) / (lengthA * lengthB);
        for (var k = 0; k < a.Length; k++)
        {
            double x = a[k] / lengthA, y = b[k] / lengthB;
            gradientA[k] -= factor * (y - cosine * x) / lengthA;
            gradientB[k] -= factor * (x - cosine * y) / lengthB;
        }
    }

    private static double LengthOf(ReadOnlySpan<double> row) => Math.Max(Math.Sqrt(Dot(row, row)), MinLength);

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
