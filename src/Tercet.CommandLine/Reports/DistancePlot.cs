using ScottPlot;
using Tercet.CommandLine.Findings;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>Distributions of distances, overlaid.</summary>
internal static class DistancePlot
{
    private const int MaxBars = 40, MaxBarsNarrow = 24, PixelsPerTick = 90, AboutLevels = 4;

    /// <summary>Draws the distributions.</summary>
    /// <param name="distances">The distances.</param>
    /// <param name="kinds">Name and colour of each kind.</param>
    /// <param name="title">The title.</param>
    /// <param name="axis">The label of the axis below.</param>
    /// <param name="narrow">Whether it is for a narrow screen.</param>
    public static Figure Draw(
        DistanceHistogram distances, IReadOnlyList<(string Name, Color Color)> kinds, string title, string axis, bool narrow)
    {
        PlotSize size = narrow ? PlotSize.Narrow : new PlotSize(PlotSize.Wide.Width, 320);
        HistogramBars bars = distances.ToBars(narrow ? MaxBarsNarrow : MaxBars);
        int count = bars.Counts[0].Length;
        double end = bars.Start + count * bars.Width;
        double[][] heights =
            [.. bars.Counts.Select((counts, kind) => counts.Select(bar => 100.0 * bar / Math.Max(1, distances.Count(kind))).ToArray())];
        double highest = heights.Max(bar => bar.Max());

        double margin = 0.01 * (end - bars.Start);
        var limits = new AxisLimits(bars.Start - margin, end + margin, -0.02 * highest, 1.04 * highest);
        double apart = PlotFrame.Apart(end - bars.Start, size.Width / PixelsPerTick), level = PlotFrame.Apart(highest, AboutLevels);
        Plot plot = PlotFrame.Create(
            limits, axis, PlotFrame.Ticks(PlotFrame.Multiples(apart, bars.Start, end), PlotFrame.FormatOf(apart)), "% of distances",
            PlotFrame.Ticks(PlotFrame.Multiples(level, 0, highest), PlotFrame.FormatOf(level)));
        for (int kind = 0; kind < kinds.Count; kind++)
            plot.PlottableList.Add(new StepArea(bars.Start, bars.Width, heights[kind], kinds[kind].Color));

        LegendEntry[] legend =
        [
            .. kinds.Select((kind, i) =>
                new LegendEntry(Invariant($"{kind.Name}: mean {distances.Mean(i):0.###}"), kind.Color, LegendMark.Line)),
        ];
        return new Figure(plot, size, title, new FigureHeader(title, legend))
        {
            Description = Invariant($"Histogram of distances from {bars.Start:0.###} to {end:0.###}. ")
                + string.Join("; ", legend.Select(entry => entry.Name)) + ".",
        };
    }
}
