namespace Tercet.CommandLine.Reports;

/// <summary>A drawing of a page, as SVG.</summary>
/// <param name="Svg">The drawing.</param>
/// <param name="NarrowSvg">The same for a narrow screen, where text would otherwise be too small; null where it fits any.</param>
/// <param name="Caption">The text below it; null for none.</param>
public sealed record PageFigure(string Svg, string? NarrowSvg = null, string? Caption = null)
{
    /// <summary>A drawing and its narrow variant.</summary>
    /// <param name="draw">Draws it, given whether it is the narrow one.</param>
    /// <param name="caption">The text below it; null for none.</param>
    public static PageFigure Of(Func<bool, Figure> draw, string? caption = null)
    {
        ArgumentNullException.ThrowIfNull(draw);
        return new PageFigure(draw(false).ToSvg(), draw(true).ToSvg(), caption);
    }
}
