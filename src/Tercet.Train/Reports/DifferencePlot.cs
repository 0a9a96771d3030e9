using ScottPlot;
using ScottPlot.TickGenerators;
using Tercet.CommandLine.Reports;
using static System.FormattableString;
using Palette = Tercet.CommandLine.Reports.Palette;

namespace Tercet.Train.Reports;

/// <summary>The paired differences of strategies from a reference, with their intervals.</summary>
internal static class DifferencePlot
{
    private const int LineHeight = 28, Frame = 130, PixelsPerTick = 90, PixelsPerCharacter = 7, NameMargin = 24;
    private const int Wide = 800, Narrow = 390, MaxName = 20;

    /// <summary>Draws the differences.</summary>
    /// <param name="differences">The strategies, the first on top.</param>
    /// <param name="reference">What the differences are from.</param>
    /// <param name="narrow">Whether it is for a narrow screen.</param>
    public static Figure Draw(
        IReadOnlyList<(string Strategy, PairedDifference Difference)> differences, string reference, bool narrow)
    {
        var title = narrow ? "Recall@1: difference" : $"Recall@1: difference from {reference}";
        var ends = differences.SelectMany(row =>
            (double[])[row.Difference.Mean - (row.Difference.HalfWidth ?? 0), row.Difference.Mean + (row.Difference.HalfWidth ?? 0)]);
        double[] all = [.. ends, 0];
        var margin = Math.Max(0.01, 0.05 * (all.Max() - all.Min()));
        var limits = new AxisLimits(all.Min() - margin, all.Max() + margin, 0.4 - differences.Count, 0.6);

        var width = narrow ? Narrow : Wide;
        var names = new NumericManual();
        for (var i = 0; i < differences.Count; i++)
            names.AddMajor(-i, Shorten(differences[i].Strategy));
        var left = NameMargin + PixelsPerCharacter * differences.Max(row => Math.Min(MaxName, row.Strategy.Length));
        var apart = PlotFrame.Apart(limits.Right - limits.Left, (width - left) / PixelsPerTick);
        var plot = PlotFrame.Create(
            limits, $"Recall@1 minus that of {reference}",
            PlotFrame.Ticks(PlotFrame.Multiples(apart, limits.Left, limits.Right), PlotFrame.FormatOf(apart)), "", names);
        plot.Layout.Fixed(new PixelPadding(left, 32, 52, 8));
        plot.PlottableList.Add(
            new EpochLine([0, 0], [limits.Bottom, limits.Top], Palette.Muted) { Width = 1.5f, Dashed = true });
        plot.PlottableList.Add(new IntervalMarks(
        [
            .. differences.Select((row, i) => (
                (double)-i, row.Difference.Mean, row.Difference.HalfWidth ?? 0,
                row.Difference.IsWithinNoise ? Palette.Muted : Palette.Blue)),
        ]));
        LegendEntry[] legend =
        [
            new("the 95 % interval excludes 0", Palette.Blue, LegendMark.Line),
            new("it contains 0, or there is none", Palette.Muted, LegendMark.Line),
        ];
        return new Figure(plot, new PlotSize(width, Frame + LineHeight * differences.Count), title, new FigureHeader(title, legend))
        {
            Description = $"Differences of Recall@1 from {reference}: "
                + string.Join("; ", differences.Select(row => Invariant($"{row.Strategy} {row.Difference}"))) + ".",
        };
    }

    private static string Shorten(string name) => name.Length <= MaxName ? name : name[..(MaxName - 1)] + "…";
}
