using ScottPlot;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// A line over the steps whose falls are faint: from the end of one cycle to the start of the next, verticals drawn in full
/// would outweigh the curves between them. Lines that share one place take turns as dashes, so that all show.
/// </summary>
internal sealed class StepLine(double[] xs, double[] ys, Color color, (int Index, int Count) share) : IPlottable
{
    private const float Width = 2.4f, HaloWidth = 2, Dash = 14;

    /// <summary>A fall to the next cycle goes through most of the line's range at once, and is more than noise.</summary>
    private const double FallShare = 0.7, SmallestFall = 0.1;

    /// <summary>Beyond this many there is no curve to see between the falls, only a band.</summary>
    private const int MaxFalls = 150;

    /// <summary>A line that has its place to itself, thinned to what a figure can show.</summary>
    public static StepLine Of(double[] steps, double[] values, Color color, int runs)
    {
        int[] kept = Thinning.Envelope(values, runs);
        return new StepLine(Thinning.Pick(steps, kept), Thinning.Pick(values, kept), color, (0, 1));
    }

    /// <summary>A rim of paper that sets the line off from the dots beneath; not for a figure without paper.</summary>
    public bool Halo { get; init; } = true;

    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => LegendItem.None;

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        bool[] falls = FindFalls();
        bool band = falls.Count(f => f) > MaxFalls;
        using var curve = new SKPath();
        using var verticals = new SKPath();
        SKPoint last = default;
        for (int i = 0; i < xs.Length; i++)
        {
            SKPoint point = PlotFrame.PixelOf(Axes, xs[i], ys[i]);
            if (i == 0 || falls[i] && !band)
                curve.MoveTo(point);
            else if (point != last)
                curve.LineTo(point);
            if (falls[i])
            {
                verticals.MoveTo(last);
                verticals.LineTo(point);
            }
            last = point;
        }
        if (xs.Length == 1)
            DrawAsTick(curve, last);

        using var paint = new SKPaint { IsAntialias = true, IsStroke = true, StrokeJoin = SKStrokeJoin.Round };
        if (band)
        {
            Stroke(curve, color.WithOpacity(0.25), Width);
            return;
        }
        Stroke(verticals, color.WithOpacity(0.4), 1);
        if (Halo && share.Index == 0)
            Stroke(curve, Palette.Paper.WithOpacity(0.75), Width + HaloWidth);
        using SKPathEffect? dashes = share.Count < 2 ? null :
            SKPathEffect.CreateDash([Dash, Dash * (share.Count - 1)], -Dash * share.Index);
        paint.PathEffect = dashes;
        paint.StrokeCap = dashes is null ? SKStrokeCap.Round : SKStrokeCap.Butt;
        Stroke(curve, color, Width);

        void Stroke(SKPath path, Color ink, float thickness)
        {
            if (path.IsEmpty)
                return;
            paint.Color = ink.ToSKColor();
            paint.StrokeWidth = thickness;
            rp.Canvas.DrawPath(path, paint);
        }
    }

    private static void DrawAsTick(SKPath path, SKPoint point)
    {
        path.MoveTo(point.X - 10, point.Y);
        path.LineTo(point.X + 10, point.Y);
    }

    private bool[] FindFalls()
    {
        double smallest = Math.Max((ys.Max() - ys.Min()) * FallShare, SmallestFall);
        return [.. ys.Select((y, i) => i > 0 && ys[i - 1] - y > smallest)];
    }
}
