namespace Tercet;

/// <summary>
/// Elementary functions in plain IEEE 754 double arithmetic, so that every platform gets the same bits.
/// The C runtime's versions differ in their last bits between processors and systems.
/// </summary>
/// <remarks>Each is accurate to a few units in the last place on the domain that it states.</remarks>
public static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01; // its low 20 bits are zero: k · Ln2High is exact for |k| < 2²⁰
    private const double Ln2Low = 1.90821492927058770002e-10;

    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1, 1, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200,
    ];

    /// <summary>eˣ for finite x, by reduction to |r| ≤ ln 2 / 2 and the Taylor series of order 14.</summary>
    public static double Exp(double x)
    {
        if (x < -745.2)
            return 0;
        if (x > 709.8)
            return double.PositiveInfinity;
        var k = Math.Round(x / (Ln2High + Ln2Low));
        var r = (x - k * Ln2High) - k * Ln2Low;
        var sum = InverseFactorials[^1];
        for (var i = InverseFactorials.Length - 2; i >= 0; i--)
            sum = sum * r + InverseFactorials[i];
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>
    /// Natural logarithm of a positive x, as 2·artanh((m − 1)/(m + 1)) of its mantissa m in [√½, √2); −∞ for 0, NaN for negative
    /// numbers and NaN.
    /// </summary>
    public static double Log(double x)
    {
        if (!(x > 0))
            return x == 0 ? double.NegativeInfinity : double.NaN;
        if (double.IsPositiveInfinity(x))
            return x;
        if (!double.IsNormal(x))
            return Log(x * (1L << 54)) - 54 * (Ln2High + Ln2Low);
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var series = 1.0 / 25;
        series = series * square + 1.0 / 23;
        series = series * square + 1.0 / 21;
        series = series * square + 1.0 / 19;
        series = series * square + 1.0 / 17;
        series = series * square + 1.0 / 15;
        series = series * square + 1.0 / 13;
        series = series * square + 1.0 / 11;
        series = series * square + 1.0 / 9;
        series = series * square + 1.0 / 7;
        series = series * square + 1.0 / 5;
        series = series * square + 1.0 / 3;
        series = series * square + 1;
        return exponent * Ln2High + (2 * s * series + exponent * Ln2Low);
    }

    /// <summary>
    /// ln(1 + x) for x ≥ 0. The quotient compensates for the rounding of 1 + x (Kahan; Higham 2002, section 1.14).
    /// </summary>
    public static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Log(sum) * (x / (sum - 1));
    }

    /// <summary>x to the power y for positive x.</summary>
    public static double Pow(double x, double y) => Exp(y * Log(x));

    /// <summary>sin x for x in [0, π/2], by the Taylor series of order 27.</summary>
    public static double Sin(double x)
    {
        var square = x * x;
        var sum = 1.0;
        for (var i = 26; i >= 2; i -= 2)
            sum = 1 - sum * square / (i * (i + 1));
        return x * sum;
    }

    /// <summary>tanh x for x ≥ 0.</summary>
    public static double Tanh(double x)
    {
        var e = Exp(-2 * x);
        if (e == 1)
            return x;
        // 1 − e cancels where x is small; the quotient by its logarithm compensates (Kahan; Higham 2002, section 1.14).
        var difference = e < 0.5 ? 1 - e : (1 - e) * (-2 * x / Log(e));
        return difference / (1 + e);
    }
}
