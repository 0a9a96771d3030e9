using ScottPlot;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>Hardness over the sequence: target and actual for one strategy, or actual for several.</summary>
public static class HardnessPlot
{
    private const string Title = "Hardness over the sequence";
    private const int MaxDots = 4000, MaxDotsNarrow = 1500, MaxDotsOverlaid = 8000, LineRuns = 600;

    /// <summary>Draws target and actual hardness of one run.</summary>
    /// <param name="series">The run.</param>
    /// <param name="title">The title.</param>
    /// <param name="size">The size; <see cref="PlotSize.Wide"/> by default.</param>
    public static Figure Draw(HardnessSeries series, string title = Title, PlotSize? size = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var shape = size ?? PlotSize.Wide;
        Plot plot = HardnessAxes.Create(series.Steps[0], series.Steps[^1], shape.Width, series.Label);
        var legend = new List<LegendEntry>();
        if (series.Target is { } target)
        {
            plot.PlottableList.Add(StepLine.Of(series.Steps, target, Palette.Blue, LineRuns));
            legend.Add(new LegendEntry("target", Palette.Blue, LegendMark.Line));
        }
        int most = shape.Width < PlotSize.Wide.Width / 2 ? MaxDotsNarrow : MaxDots;
        int shown = AddDots(plot, series, Palette.Orange.WithOpacity(0.6), most);
        legend.Add(new LegendEntry("actual", Palette.Orange, LegendMark.Dots));
        string note = series.OfBatches ? "one dot per class" : "one dot per triplet";
        if (shown < series.Total)
            note += Invariant($", {shown:N0} of {series.Total:N0} shown");
        return new Figure(plot, shape, title, new FigureHeader(title, legend, note)) { Description = Describe(series) };
    }

    private static string Describe(HardnessSeries series)
    {
        string target = series.Target is { } values
            ? Invariant($"Target hardness from {values.Min():0.00} to {values.Max():0.00}; actual")
            : "Actual";
        double[] actual = series.Actual;
        string range = Invariant($"from {actual.Min():0.00} to {actual.Max():0.00}, {actual.Average():0.00} on average");
        return Invariant($"{target} hardness {range}, over steps {series.Steps[0]:N0} to {series.Steps[^1]:N0}.");
    }

    /// <summary>Draws the actual hardness of several runs: dots, and over all of them a line of medians for each run.</summary>
    /// <param name="series">The runs.</param>
    /// <param name="title">The title.</param>
    /// <param name="size">The size; <see cref="PlotSize.Wide"/> by default.</param>
    public static Figure Overlay(IReadOnlyList<HardnessSeries> series, string title = Title, PlotSize? size = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        Plot plot = HardnessAxes.Create(series.Min(s => s.Steps[0]), series.Max(s => s.Steps[^1]), (size ?? PlotSize.Wide).Width);
        Trend?[] trends = [.. series.Select(s => Trend.Of(s.Steps, s.Actual))];
        for (int i = 0; i < series.Count; i++)
            AddDots(plot, series[i], Palette.OfSeries(i).WithOpacity(0.5), MaxDotsOverlaid / series.Count);

        // Backwards, so that the first series, with which the others are compared, lies on top.
        for (int i = series.Count - 1; i >= 0; i--)
        {
            if (trends[i] is not { } trend)
                continue;
            int[] together = [.. Enumerable.Range(0, series.Count).Where(k => trends[k]?.Covers(trend) == true).Reverse()];
            (int, int) share = (Array.IndexOf(together, i), together.Length);
            plot.PlottableList.Add(new StepLine(trend.Steps, trend.Values, Palette.OfSeries(i), share));
        }

        LegendEntry[] legend = [.. series.Select((s, i) =>
            new LegendEntry(s.Name, Palette.OfSeries(i), trends[i] is null ? LegendMark.Dots : LegendMark.Line))];
        string dots = series.Any(s => s.OfBatches) ? "dots: triplets or classes" : "dots: triplets";
        return new Figure(plot, size ?? PlotSize.Wide, title, new FigureHeader(title, legend, dots + ", lines: medians"));
    }

    private static int AddDots(Plot plot, HardnessSeries series, Color color, int most)
    {
        int[] shown = Thinning.Spread(series.Actual.Length, most);
        float diameter = shown.Length switch { <= 100 => 6, <= 800 => 3.6f, _ => 2.4f };
        double[] steps = Thinning.Pick(series.Steps, shown), actual = Thinning.Pick(series.Actual, shown);
        plot.PlottableList.Add(new DotCloud(steps, actual, color, diameter));
        return shown.Length;
    }
}
