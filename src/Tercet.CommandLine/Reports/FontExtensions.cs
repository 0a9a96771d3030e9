using SkiaSharp;

namespace Tercet.CommandLine.Reports;

internal static class FontExtensions
{
    /// <summary>A font laid out alike at every scale: hinting would shift glyphs between the PNG and the SVG.</summary>
    public static SKFont ToCrispFont(this SKTypeface face, float size) => new(face, size)
    {
        Subpixel = true,
        LinearMetrics = true,
        Hinting = SKFontHinting.None,
        Edging = SKFontEdging.Antialias,
    };
}
