using MathNet.Numerics.Distributions;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>
/// The mean difference of two strategies over the seeds that they share, with the half-width of its 95 % confidence interval by
/// the paired t-test. A seed sets weights, split and triplets of both, so that their differences vary less than their values.
/// </summary>
/// <param name="Mean">The mean difference.</param>
/// <param name="HalfWidth">Half the width of the interval; null with one seed.</param>
internal sealed record PairedDifference(double Mean, double? HalfWidth)
{
    private const double Confidence = 0.95;

    /// <summary>Whether the interval contains 0.</summary>
    public bool IsWithinNoise => !(Math.Abs(Mean) > HalfWidth);

    /// <summary>Compares values of equal seeds.</summary>
    /// <param name="values">The values of a strategy, by seed.</param>
    /// <param name="reference">Those of the reference.</param>
    public static PairedDifference Of(IReadOnlyList<double> values, IReadOnlyList<double> reference)
    {
        double[] differences = [.. values.Zip(reference, (value, other) => value - other)];
        var (mean, freedom) = (differences.Average(), differences.Length - 1);
        if (freedom == 0)
            return new PairedDifference(mean, null);
        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / freedom;
        var quantile = StudentT.InvCDF(0, 1, freedom, (1 + Confidence) / 2);
        return new PairedDifference(mean, quantile * Math.Sqrt(variance / differences.Length));
    }

    /// <summary>Such as <c>+0.042 ± 0.011</c>, or <c>+0.003 ± 0.011 n.s.</c> within noise.</summary>
    public override string ToString() => HalfWidth is { } half
        ? Invariant($"{Mean:+0.000;-0.000;0.000} ± {half:0.000}{(IsWithinNoise ? " n.s." : "")}")
        : Invariant($"{Mean:+0.000;-0.000;0.000}");
}
