using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Tercet.Cli.Reports;

/// <summary>A finished drawing, in logical pixels, that comes out as PNG or SVG from the same definition.</summary>
/// <remarks>Without a header it is bare: no paper either, so that it suits light and dark pages.</remarks>
internal sealed class Figure(Plot plot, PlotSize size, string title, FigureHeader? header)
{
    /// <summary>Pixels of the PNG for each logical one, so that it stays crisp on dense screens.</summary>
    private const int PngScale = 2;

    public byte[] ToPng()
    {
        using SKSurface surface = SKSurface.Create(new SKImageInfo(size.Width * PngScale, size.Height * PngScale));
        surface.Canvas.Scale(PngScale);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public string ToSvg()
    {
        using var stream = new MemoryStream();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(size.Width, size.Height), stream))
            Draw(canvas);
        return SvgMarkup.Mend(Encoding.UTF8.GetString(stream.ToArray()), title);
    }

    private void Draw(SKCanvas canvas)
    {
        float top = 0;
        if (header is not null)
        {
            using var paper = new SKPaint { Color = Palette.Paper.ToSKColor() };
            canvas.DrawRect(0, 0, size.Width, size.Height, paper);
            top = header.Draw(canvas, size.Width);
        }

        // ScottPlot draws a second time over the first where that changed the layout, which would double every translucent
        // dot: the first drawing goes nowhere. Nor may it clear the canvas, which holds the header.
        var place = new PixelRect(0, size.Width, size.Height, top);
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        using (var nowhere = new SKNoDrawCanvas(size.Width, size.Height))
            plot.Render(nowhere, place);
        plot.Render(canvas, place);
    }
}
