using ScottPlot;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>The bars of a histogram as one translucent area with an outline, so that several can lie over each other.</summary>
/// <param name="start">Where the first bar begins.</param>
/// <param name="width">The width of a bar.</param>
/// <param name="heights">The heights.</param>
/// <param name="color">The colour.</param>
internal sealed class StepArea(double start, double width, double[] heights, Color color) : IPlottable
{
    private const double Opacity = 0.3;
    private const float Outline = 1.6f;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        using var path = new SKPath();
        path.MoveTo(PlotFrame.PixelOf(Axes, start, 0));
        for (int i = 0; i < heights.Length; i++)
        {
            path.LineTo(PlotFrame.PixelOf(Axes, start + i * width, heights[i]));
            path.LineTo(PlotFrame.PixelOf(Axes, start + (i + 1) * width, heights[i]));
        }
        path.LineTo(PlotFrame.PixelOf(Axes, start + heights.Length * width, 0));

        using var paint = new SKPaint { IsAntialias = true, Color = color.WithOpacity(Opacity).ToSKColor() };
        rp.Canvas.DrawPath(path, paint);
        (paint.IsStroke, paint.StrokeWidth, paint.StrokeJoin) = (true, Outline, SKStrokeJoin.Round);
        paint.Color = color.ToSKColor();
        rp.Canvas.DrawPath(path, paint);
    }
}
