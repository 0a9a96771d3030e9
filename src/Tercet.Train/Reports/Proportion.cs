using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>A fraction of independent trials with its 95 % interval by Wilson (1927).</summary>
/// <param name="Value">The fraction.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Proportion(double Value, double Low, double High)
{
    private const double Quantile = 1.959963984540054; // of the normal distribution, for 95 %

    /// <summary>The interval of a fraction.</summary>
    /// <param name="value">The fraction.</param>
    /// <param name="trials">How many trials it is of.</param>
    public static Proportion Of(double value, long trials)
    {
        if (trials == 0)
            return new Proportion(value, 0, 1);
        var square = Quantile * Quantile / trials;
        var middle = (value + square / 2) / (1 + square);
        var half = Quantile * Math.Sqrt(value * (1 - value) / trials + square / (4 * trials)) / (1 + square);
        return new Proportion(value, Math.Max(0, middle - half), Math.Min(1, middle + half));
    }

    /// <summary>Such as <c>72.0 % (69.1 to 74.7 %)</c>.</summary>
    public override string ToString() => Invariant($"{Value:0.0 %} ({100 * Low:0.0} to {100 * High:0.0} %)");
}
