namespace Tercet.Vision.Encoders;

/// <summary>
/// Interpolates unsigned orientations, [0°, 180°), between 9 bins of 20°, centred at 10°, 30°, … 170°, without atan2, whose last
/// bits differ between platforms.
/// </summary>
internal static class OrientationBins
{
    public const int Count = 9;

    private const double Width = Math.PI / Count;
    private static readonly double[] Cosines = [.. Enumerable.Range(0, Count).Select(bin => Sine(Math.PI / 2 - Centre(bin)))];
    private static readonly double[] Sines = [.. Enumerable.Range(0, Count).Select(bin => Sine(Centre(bin)))];

    /// <summary>
    /// The nearest bin, the second nearest, and the weight of the latter: 0 at the centre of a bin, ½ halfway between two.
    /// </summary>
    /// <param name="x">Horizontal component of the direction; x and y are not both 0.</param>
    /// <param name="y">Vertical component.</param>
    public static (int Nearest, int Next, double NextWeight) Interpolate(double x, double y)
    {
        // The nearest centre is the one with the longest projection of the direction.
        var nearest = 0;
        var along = 0.0;
        for (var bin = 0; bin < Count; bin++)
        {
            var projection = x * Cosines[bin] + y * Sines[bin];
            if (Math.Abs(projection) <= Math.Abs(along))
                continue;
            nearest = bin;
            along = projection;
        }
        var across = y * Cosines[nearest] - x * Sines[nearest];
        var offset = ArcTangent(across / along) / Width;
        var next = (nearest + (offset < 0 ? Count - 1 : 1)) % Count;
        return (nearest, next, Math.Abs(offset));
    }

    /// <summary>Taylor series of order 17: accurate to 1e-15 for |t| ≤ tan 10°, the largest value here.</summary>
    private static double ArcTangent(double t)
    {
        var square = t * t;
        var sum = 0.0;
        for (var i = 17; i >= 1; i -= 2)
            sum = 1.0 / i - square * sum;
        return t * sum;
    }

    private static double Centre(int bin) => (bin + 0.5) * Width;

    /// <summary>sin x for x in [−π/2, π].</summary>
    private static double Sine(double x) => x < 0 ? -PortableMath.Sin(-x) : PortableMath.Sin(Math.Min(x, Math.PI - x));
}
