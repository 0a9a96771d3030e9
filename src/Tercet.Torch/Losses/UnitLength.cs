namespace Tercet.Torch.Losses;

/// <summary>Scales rows to unit length: y = x / max(|x|, 1e-12), as PyTorch's normalize does.</summary>
internal static class UnitLength
{
    /// <summary>A row shorter than this is divided by this.</summary>
    public const double LeastLength = 1e-12;

    /// <summary>Scales a row in place.</summary>
    /// <returns>What it was divided by.</returns>
    public static double Scale(Span<double> row)
    {
        double square = 0;
        foreach (var value in row)
            square += value * value;
        var length = Math.Max(Math.Sqrt(square), LeastLength);
        foreach (ref var value in row)
            value /= length;
        return length;
    }

    /// <summary>Turns the gradient in a scaled row into that in the row as it was: (g − (g · y) y) / |x|.</summary>
    /// <param name="slope">g, and the result.</param>
    /// <param name="scaled">y.</param>
    /// <param name="length">What <see cref="Scale"/> returned.</param>
    public static void Back(Span<double> slope, ReadOnlySpan<double> scaled, double length)
    {
        double along = 0;
        if (length > LeastLength)
        {
            for (var k = 0; k < slope.Length; k++)
                along += slope[k] * scaled[k];
        }
        for (var k = 0; k < slope.Length; k++)
            slope[k] = (slope[k] - along * scaled[k]) / length;
    }
}
