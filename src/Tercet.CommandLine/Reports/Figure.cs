using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>A finished drawing, in logical pixels, rendered as PNG or SVG from the same definition.</summary>
/// <param name="panels">The plots, row by row.</param>
/// <param name="columns">Plots per row.</param>
/// <param name="size">The size.</param>
/// <param name="title">The title, for those who cannot see the drawing.</param>
/// <param name="header">Title and legend; without a header the background is transparent, for light and dark pages.</param>
public sealed class Figure(IReadOnlyList<FigurePanel> panels, int columns, PlotSize size, string title, FigureHeader? header)
{
    /// <summary>A figure of one plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="size">The size.</param>
    /// <param name="title">The title, for those who cannot see the drawing.</param>
    /// <param name="header">Title and legend; null for none.</param>
    public Figure(Plot plot, PlotSize size, string title, FigureHeader? header)
        : this([new FigurePanel(plot)], 1, size, title, header)
    {
    }

    /// <summary>What the drawing shows, for those who cannot see it; null for no more than the title.</summary>
    public string? Description { get; init; }

    /// <summary>PNG pixels per logical pixel, for dense screens.</summary>
    private const int PngScale = 2;

    private const float CaptionSize = 13, CaptionBaseline = 22, CaptionHeight = 28;

    /// <summary>Renders the drawing as PNG.</summary>
    public byte[] ToPng()
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(size.Width * PngScale, size.Height * PngScale));
        surface.Canvas.Scale(PngScale);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>Both renderings, with their file names.</summary>
    /// <param name="name">The name before the dot.</param>
    public IEnumerable<(string Name, byte[] Content)> Files(string name) =>
        [(name + ".png", ToPng()), (name + ".svg", Encoding.UTF8.GetBytes(ToSvg()))];

    /// <summary>Renders the drawing as SVG.</summary>
    public string ToSvg()
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(size.Width, size.Height), stream))
            Draw(canvas);
        return SvgMarkup.Clean(Encoding.UTF8.GetString(stream.ToArray()), title, Description);
    }

    /// <summary>Renders the drawing as SVG for a dark page.</summary>
    public string ToDarkSvg() => SvgMarkup.Darken(ToSvg());

    private void Draw(SKCanvas canvas)
    {
        float top = 0;
        if (header is not null)
        {
            using var paper = new SKPaint { Color = Palette.Paper.ToSKColor() };
            canvas.DrawRect(0, 0, size.Width, size.Height, paper);
            top = header.Draw(canvas, size.Width);
        }

        int rows = (panels.Count + columns - 1) / columns;
        float width = size.Width / (float)columns, height = (size.Height - top) / rows;
        for (int i = 0; i < panels.Count; i++)
            Draw(canvas, panels[i], SKRect.Create(i % columns * width, top + i / columns * height, width, height));
    }

    private void Draw(SKCanvas canvas, FigurePanel panel, SKRect place)
    {
        if (panel.Caption is { } caption)
        {
            using var ink = new SKPaint { Color = Palette.Ink.ToSKColor(), IsAntialias = true };
            using SKFont font = Fonts.Semibold.ToCrispFont(CaptionSize);
            canvas.DrawText(caption, place.Left + FigureHeader.Left, place.Top + CaptionBaseline, SKTextAlign.Left, font, ink);
            place.Top += CaptionHeight;
        }

        // ScottPlot draws a second time over the first where that changed the layout, which would double every translucent
        // dot: the first drawing goes nowhere. Nor may it clear the canvas, which holds what is drawn already.
        var data = new PixelRect(place.Left, place.Right, place.Bottom, place.Top);
        panel.Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        using (var nowhere = new SKNoDrawCanvas(size.Width, size.Height))
            panel.Plot.Render(nowhere, data);
        panel.Plot.Render(canvas, data);
    }
}
