namespace Tercet.Train.Reports;

/// <summary>How far values of several seeds lie apart.</summary>
internal static class Spread
{
    /// <summary>The standard deviation of a sample of two values or more.</summary>
    /// <param name="values">The values.</param>
    public static double Of(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
