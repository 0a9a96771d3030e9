namespace Tercet;

/// <summary>
/// Elementary functions in plain IEEE 754 double arithmetic, so that every platform gets the same bits.
/// The C runtime's versions differ in their last bits between processors and systems.
/// </summary>
/// <remarks>Each is accurate to a few units in the last place on the domain that it states.</remarks>
internal static class PortableMath
{
    private const double Ln2High = 6.93147180369123816490e-01; // its low 20 bits are zero: k · Ln2High is exact for |k| < 2²⁰
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>eˣ for finite x, by reduction to |r| ≤ ln 2 / 2 and the Taylor series of order 16.</summary>
    public static double Exp(double x)
    {
        if (x < -745.2)
            return 0;
        if (x > 709.8)
            return double.PositiveInfinity;
        var k = Math.Round(x / (Ln2High + Ln2Low));
        var r = (x - k * Ln2High) - k * Ln2Low;
        var sum = 1.0;
        for (var i = 16; i >= 1; i--)
            sum = 1 + sum * r / i;
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>Natural logarithm of a positive x, as 2·artanh((m − 1)/(m + 1)) of its mantissa m in [√½, √2).</summary>
    public static double Log(double x)
    {
        if (double.IsPositiveInfinity(x))
            return x;
        var exponent = Math.ILogB(x);
        var mantissa = Math.ScaleB(x, -exponent);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var series = 0.0;
        for (var i = 25; i >= 1; i -= 2)
            series = series * square + 1.0 / i;
        return exponent * Ln2High + (2 * s * series + exponent * Ln2Low);
    }

    /// <summary>ln(1 + x) for x ≥ 0. The rounding of 1 + x is made good by the quotient (Kahan; Higham 2002, section 1.14).</summary>
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
        // 1 − e cancels where x is small; the quotient by its logarithm makes that good (Kahan; Higham 2002, section 1.14).
        var difference = e < 0.5 ? 1 - e : (1 - e) * (-2 * x / Log(e));
        return difference / (1 + e);
    }
}
