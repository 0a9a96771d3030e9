namespace Tercet.Torch.Losses;

/// <summary>Scales rows to unit length: y = x / max(|x|, 1e-12), as PyTorch's <c>normalize</c>.</summary>
internal static class UnitLength
{
    /// <summary>A row shorter than this is divided by this.</summary>
    public const double MinLength = 1e-12;

    /// <summary>Scales a row in place, in float64.</summary>
    public static void Scale(Span<float> row)
    {
        var scaled = new double[row.Length];
        for (var k = 0; k < row.Length; k++)
            scaled[k] = row[k];
        Scale(scaled);
        for (var k = 0; k < row.Length; k++)
            row[k] = (float)scaled[k];
    }

    /// <summary>Scales a row in place.</summary>
    /// <returns>The divisor.</returns>
    public static double Scale(Span<double> row)
    {
        double square = 0;
        foreach (var value in row)
            square += value * value;
        var length = Math.Max(Math.Sqrt(square), MinLength);
        foreach (ref var value in row)
            value /= length;
        return length;
    }

    /// <summary>Turns the gradient in a scaled row into that in the row before: (g − (g · y) y) / |x|.</summary>
    /// <param name="gradient">g, and the result.</param>
    /// <param name="scaled">y.</param>
    /// <param name="length">The divisor that <see cref="Scale(Span{double})"/> returned.</param>
    public static void Backward(Span<double> gradient, ReadOnlySpan<double> scaled, double length)
    {
        double along = 0;
        if (length > MinLength)
        {
            for (var k = 0; k < gradient.Length; k++)
                along += gradient[k] * scaled[k];
        }
        for (var k = 0; k < gradient.Length; k++)
            gradient[k] = (gradient[k] - along * scaled[k]) / length;
    }
}
