using ScottPlot;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.Train.Reports;

/// <summary>Estimates as dots with their intervals, one per line of the plot.</summary>
/// <param name="marks">Place upwards, estimate, half the width of its interval (0 for none), and colour.</param>
internal sealed class IntervalMarks(IReadOnlyList<(double Y, double Estimate, double HalfWidth, Color Color)> marks) : IPlottable
{
    private const float LineWidth = 2.2f, DotSize = 9;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        foreach (var (y, estimate, halfWidth, color) in marks)
        {
            using var paint = new SKPaint { Color = color.ToSKColor(), IsAntialias = true, IsStroke = true };
            (paint.StrokeCap, paint.StrokeWidth) = (SKStrokeCap.Round, LineWidth);
            Draw(rp.Canvas, paint, estimate - halfWidth, estimate + halfWidth, y);
            paint.StrokeWidth = DotSize;
            Draw(rp.Canvas, paint, estimate, estimate, y);
        }
    }

    private void Draw(SKCanvas canvas, SKPaint paint, double from, double to, double y)
    {
        using var path = new SKPath();
        path.MoveTo(PlotFrame.PixelOf(Axes, from, y));
        path.LineTo(PlotFrame.PixelOf(Axes, to, y));
        canvas.DrawPath(path, paint);
    }
}
