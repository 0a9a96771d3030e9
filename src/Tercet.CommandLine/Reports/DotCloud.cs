using ScottPlot;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// Small translucent dots, drawn as few paths of many dots each: one element per dot would make the SVG ten times larger.
/// Dots within a path do not darken one another, dots of different paths do, so that dense places still show.
/// </summary>
internal sealed class DotCloud(double[] xs, double[] ys, Color color, float diameter) : IPlottable
{
    private const int Layers = 8;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var paint = new SKPaint
        {
            Color = color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeCap = SKStrokeCap.Round,
            StrokeWidth = diameter,
        };
        for (int layer = 0; layer < Layers; layer++)
        {
            using var path = new SKPath();
            for (int i = layer; i < xs.Length; i += Layers)
            {
                SKPoint point = PlotFrame.PixelOf(Axes, xs[i], ys[i]);
                path.MoveTo(point);
                path.LineTo(point);
            }
            rp.Canvas.DrawPath(path, paint);
        }
    }
}
