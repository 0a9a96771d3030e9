using ScottPlot;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.Train.Reports;

/// <summary>
/// A line with a dot at each of its points, drawn as two paths, since Skia's SVG supports dashes on paths only.
/// </summary>
internal sealed class EpochLine(double[] xs, double[] ys, Color color) : IPlottable
{
    public float Width { get; init; } = 2;

    public bool Dashed { get; init; }

    /// <summary>The size of the dots; 0 for none.</summary>
    public float Diameter { get; init; }

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var line = new SKPath();
        using var dots = new SKPath();
        for (int i = 0; i < xs.Length; i++)
        {
            SKPoint point = PlotFrame.PixelOf(Axes, xs[i], ys[i]);
            if (i == 0)
                line.MoveTo(point);
            else
                line.LineTo(point);
            dots.MoveTo(point);
            dots.LineTo(point);
        }
        using var paint = new SKPaint
        {
            Color = color.ToSKColor(),
            IsAntialias = true,
            IsStroke = true,
            StrokeJoin = SKStrokeJoin.Round,
        };
        if (Diameter > 0)
        {
            (paint.StrokeWidth, paint.StrokeCap) = (Diameter, SKStrokeCap.Round);
            rp.Canvas.DrawPath(dots, paint);
        }
        using SKPathEffect? dashes = Dashed ? SKPathEffect.CreateDash([6, 4], 0) : null;
        (paint.StrokeWidth, paint.StrokeCap, paint.PathEffect) = (Width, SKStrokeCap.Butt, dashes);
        rp.Canvas.DrawPath(line, paint);
    }
}
