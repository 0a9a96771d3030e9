namespace Tercet.CommandLine.Reports;

/// <summary>The line that a series follows, where it follows one.</summary>
internal sealed record Trend(double[] Steps, double[] Values)
{
    private const int Windows = 160;

    /// <summary>A median says little about dots that lie farther from it than this on average.</summary>
    private const double WidestMeanDistance = 0.12;

    /// <summary>The medians of equal windows, or null where the values scatter too widely around them.</summary>
    public static Trend? Of(double[] steps, double[] values)
    {
        int windows = Math.Min(Windows, values.Length);
        double[] middles = new double[windows], medians = new double[windows];
        double distance = 0;
        for (int w = 0; w < windows; w++)
        {
            int first = (int)((long)values.Length * w / windows), end = (int)((long)values.Length * (w + 1) / windows);
            double[] sorted = values[first..end];
            Array.Sort(sorted);
            medians[w] = sorted[sorted.Length / 2];
            middles[w] = (steps[first] + steps[end - 1]) / 2;
            distance += sorted.Sum(v => Math.Abs(v - medians[w]));
        }
        return distance / values.Length > WidestMeanDistance ? null : new Trend(middles, medians);
    }

    /// <summary>Whether two lines lie so close all along that one would hide the other.</summary>
    public bool Covers(Trend other) =>
        Steps[0] <= other.Steps[^1] && other.Steps[0] <= Steps[^1]
        && Values.Length == other.Values.Length && Values.Zip(other.Values, (a, b) => Math.Abs(a - b)).Average() < 0.008;
}
