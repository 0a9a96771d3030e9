using ScottPlot;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>Hardness over the sequence: asked and got for one strategy, or got for several laid over each other.</summary>
public static class HardnessPlot
{
    private const string Title = "Hardness over the sequence";
    private const int MostDots = 4000, MostDotsOverlaid = 8000, LineRuns = 600;

    public static Figure Draw(HardnessSeries series, string title = Title, PlotSize? size = null)
    {
        Plot plot = HardnessAxes.Create(series.Steps[0], series.Steps[^1]);
        var legend = new List<LegendEntry>();
        if (series.Asked is { } asked)
        {
            plot.PlottableList.Add(StepLine.Of(series.Steps, asked, Palette.Blue, LineRuns));
            legend.Add(new LegendEntry("asked", Palette.Blue, LegendMark.Line));
        }
        int shown = AddDots(plot, series, Palette.Orange.WithOpacity(0.6), MostDots);
        legend.Add(new LegendEntry("got", Palette.Orange, LegendMark.Dots));
        long all = series.All;
        string note = $"a dot {series.Noun}" + (shown == all ? "" : Invariant($", {shown:N0} of {all:N0} shown"));
        return new Figure(plot, size ?? PlotSize.Wide, title, new FigureHeader(title, legend, note));
    }

    /// <summary>What each strategy got: its triplets as dots, and over all dots the line of medians that they follow.</summary>
    public static Figure Overlay(IReadOnlyList<HardnessSeries> series, string title = Title, PlotSize? size = null)
    {
        Plot plot = HardnessAxes.Create(series.Min(s => s.Steps[0]), series.Max(s => s.Steps[^1]));
        Trend?[] trends = [.. series.Select(s => Trend.Of(s.Steps, s.Got))];
        for (int i = 0; i < series.Count; i++)
            AddDots(plot, series[i], Palette.OfSeries(i).WithOpacity(0.5), MostDotsOverlaid / series.Count);

        // Backwards, so that the first series, which is the one that the others are compared with, lies on top.
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
        var header = new FigureHeader(title, legend, series.All(s => s.Noun == series[0].Noun && s.Noun == "a triplet") ? "dots: triplets, lines: medians" : "dots: triplets, or classes that joined, lines: medians");
        return new Figure(plot, size ?? PlotSize.Wide, title, header);
    }

    private static int AddDots(Plot plot, HardnessSeries series, Color color, int most)
    {
        int[] shown = Thinning.Spread(series.Got.Length, most);
        float diameter = shown.Length switch { <= 100 => 6, <= 800 => 3.6f, _ => 2.4f };
        double[] steps = Thinning.Pick(series.Steps, shown), got = Thinning.Pick(series.Got, shown);
        plot.PlottableList.Add(new DotCloud(steps, got, color, diameter));
        return shown.Length;
    }
}
