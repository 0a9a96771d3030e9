using ScottPlot;
using ScottPlot.Plottables;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>A schedule alone, before anything is mined.</summary>
public static class SchedulePlot
{
    private const int LineRuns = 600, ThumbnailRuns = 120;

    /// <summary>Draws hardness over the steps.</summary>
    /// <param name="curve">The curve's name.</param>
    /// <param name="cap">The highest hardness.</param>
    /// <param name="growth">The growth rate; null for a curve without one.</param>
    /// <param name="cycles">Number of cycles.</param>
    /// <param name="steps">The steps, ascending.</param>
    /// <param name="target">The target hardness at each.</param>
    /// <param name="size">The figure's size; <see cref="PlotSize.Wide"/> by default.</param>
    public static Figure Draw(
        string curve, double cap, double? growth, int cycles, double[] steps, double[] target, PlotSize? size = null)
    {
        string title = Invariant($"Schedule: {curve}, cap {cap:0.####}");
        title += growth is { } rate ? Invariant($", growth {rate:0.####}") : "";
        title += cycles == 1 ? ", 1 cycle" : Invariant($", {cycles:N0} cycles");

        Plot plot = HardnessAxes.Create(steps[0], steps[^1], (size ?? PlotSize.Wide).Width);
        plot.PlottableList.Add(StepLine.Of(steps, target, Palette.Blue, LineRuns));
        return new Figure(plot, size ?? PlotSize.Wide, title, new FigureHeader(title, []));
    }

    /// <summary>The shape of a line between 0 and 1, without axes, for a table.</summary>
    /// <param name="name">The name of the shape, for those who cannot see it.</param>
    /// <param name="xs">Steps, or other abscissas, ascending.</param>
    /// <param name="ys">The values, from 0 to 1.</param>
    /// <param name="size">The figure's size; <see cref="PlotSize.Thumbnail"/> by default.</param>
    public static Figure Thumbnail(string name, double[] xs, double[] ys, PlotSize? size = null)
    {
        Plot plot = HardnessAxes.CreateBare(xs[0], xs[^1]);
        plot.HideAxesAndGrid();
        plot.Layout.Fixed(new PixelPadding(6, 6, 6, 6));
        int[] kept = Thinning.Envelope(ys, ThumbnailRuns);
        (xs, ys) = (Thinning.Pick(xs, kept), Thinning.Pick(ys, kept));
        FillY area = plot.Add.FillY(xs, new double[ys.Length], ys);
        area.FillColor = Palette.Blue.WithOpacity(0.15);
        area.LineWidth = 0;
        plot.PlottableList.Add(new StepLine(xs, ys, Palette.Blue, (0, 1)) { Halo = false });
        return new Figure(plot, size ?? PlotSize.Thumbnail, name, header: null);
    }
}
