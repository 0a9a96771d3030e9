using ScottPlot;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.Train.Reports;

/// <summary>A translucent band between two lines.</summary>
/// <param name="xs">The abscissas.</param>
/// <param name="low">The lower line.</param>
/// <param name="high">The upper line.</param>
/// <param name="color">The colour.</param>
internal sealed class EpochBand(double[] xs, double[] low, double[] high, Color color) : IPlottable
{
    private const double Opacity = 0.14;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        path.MoveTo(PlotFrame.PixelOf(Axes, xs[0], low[0]));
        for (var i = 0; i < xs.Length; i++)
            path.LineTo(PlotFrame.PixelOf(Axes, xs[i], high[i]));
        for (var i = xs.Length - 1; i > 0; i--)
            path.LineTo(PlotFrame.PixelOf(Axes, xs[i], low[i]));
        path.Close();
        using var paint = new SKPaint { IsAntialias = true, Color = color.WithOpacity(Opacity).ToSKColor() };
        rp.Canvas.DrawPath(path, paint);
    }
}
