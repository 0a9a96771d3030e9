using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// Title and legend above the data, from the left and wrapping, so that neither ever covers a point: hardness lives at
/// both ends of its axis, and no corner of the data stays free.
/// </summary>
/// <param name="title">The title.</param>
/// <param name="legend">The legend.</param>
/// <param name="note">A remark after the legend; null for none.</param>
public sealed class FigureHeader(string title, IReadOnlyList<LegendEntry> legend, string? note = null)
{
    /// <summary>Where text begins.</summary>
    internal const float Left = 16;

    private const float Right = 16, TitleBaseline = 28, TitleGap = 23, RowHeight = 21;
    private const float SwatchWidth = 20, Swatch = SwatchWidth + 7, EntryGap = 22;

    /// <summary>Draws, and returns how far down the header reaches.</summary>
    internal float Draw(SKCanvas canvas, float width)
    {
        using var ink = new SKPaint { Color = Palette.Ink.ToSKColor(), IsAntialias = true };
        using var muted = new SKPaint { Color = Palette.Muted.ToSKColor(), IsAntialias = true };
        using SKFont titleFont = Fonts.Semibold.ToCrispFont(16);
        using SKFont font = Fonts.Regular.ToCrispFont(12.5f);

        canvas.DrawText(title, Left, TitleBaseline, SKTextAlign.Left, titleFont, ink);
        float x = Left, baseline = TitleBaseline;
        if (legend.Count > 0 || note is not null)
            baseline += TitleGap;
        foreach (LegendEntry entry in legend)
        {
            string name = Shorten(entry.Name, font, width - Left - Right - Swatch);
            Place(Swatch + font.MeasureText(name));
            DrawSwatch(canvas, entry, x, baseline - 4.5f);
            canvas.DrawText(name, x + Swatch, baseline, SKTextAlign.Left, font, ink);
            x += Swatch + font.MeasureText(name) + EntryGap;
        }
        if (note is not null)
        {
            Place(font.MeasureText(note));
            canvas.DrawText(note, x, baseline, SKTextAlign.Left, font, muted);
        }
        return baseline + 6;

        void Place(float entryWidth)
        {
            if (x > Left && x + entryWidth > width - Right)
                (x, baseline) = (Left, baseline + RowHeight);
        }
    }

    /// <summary>A name, or as much of it as there is room for.</summary>
    private static string Shorten(string name, SKFont font, float room)
    {
        string shown = name;
        for (int length = name.Length - 1; length > 0 && font.MeasureText(shown) > room; length--)
            shown = name[..length].TrimEnd() + "…";
        return shown;
    }

    private static void DrawSwatch(SKCanvas canvas, LegendEntry entry, float x, float y)
    {
        using var paint = new SKPaint { Color = entry.Color.ToSKColor(), IsAntialias = true, StrokeCap = SKStrokeCap.Round };
        if (entry.Mark is LegendMark.Line or LegendMark.Dashes)
        {
            using var line = new SKPath();
            line.MoveTo(x + 1.5f, y);
            line.LineTo(x + SwatchWidth - 1.5f, y);
            using SKPathEffect? dashes = entry.Mark == LegendMark.Dashes ? SKPathEffect.CreateDash([5, 4], 0) : null;
            (paint.IsStroke, paint.StrokeWidth, paint.PathEffect) = (true, 3, dashes);
            paint.StrokeCap = dashes is null ? SKStrokeCap.Round : SKStrokeCap.Butt;
            canvas.DrawPath(line, paint);
            return;
        }
        foreach ((float dx, float dy) in ((float, float)[])[(3, 1), (10, -2), (17, 1.5f)])
            canvas.DrawCircle(x + dx, y + dy, 2.4f, paint);
    }
}
