using System.Globalization;
using System.Xml.Linq;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>Cleans the SVG that Skia writes, which assumes a viewer with the same fonts.</summary>
internal static class SvgMarkup
{
    private const string Families = "Open Sans, Segoe UI, Helvetica, Arial, sans-serif";

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static string Clean(string skia, string title, string? description)
    {
        XElement root = XElement.Parse(skia);
        root.SetAttributeValue("viewBox", $"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}");
        root.SetAttributeValue("role", "img");
        root.Attribute(XNamespace.Xmlns + "xlink")?.Remove();
        if (description is not null)
            root.AddFirst(new XElement(Svg + "desc", description));
        root.AddFirst(new XElement(Svg + "title", title));
        Unclip(root);
        foreach (XElement text in root.Descendants(Svg + "text"))
            FreeFromFont(text);
        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The same drawing in the colours of a dark page; those of further series are the same on both.</summary>
    public static string Darken(string svg)
    {
        XElement root = XElement.Parse(svg);
        foreach (XAttribute color in root.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "fill" or "stroke"))
            color.Value = DarkColors.OfLight.GetValueOrDefault(color.Value, color.Value);
        return root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>
    /// The limits include every point, so the clips do nothing, and their ids would clash where two figures stand in one page.
    /// </summary>
    private static void Unclip(XElement root)
    {
        root.Descendants(Svg + "clipPath").Remove();
        foreach (XElement group in root.Descendants(Svg + "g").ToArray())
            group.ReplaceWith(group.Elements());
    }

    /// <summary>
    /// Skia places each glyph, which falls apart in any other font. One place and one length let the text keep its room in
    /// whatever font the reader has, and let it be selected and searched.
    /// </summary>
    private static void FreeFromFont(XElement text)
    {
        string content = text.Value.Trim();
        bool semibold = text.Attribute("font-weight") is not null;
        float size = float.Parse(text.Attribute("font-size")!.Value, CultureInfo.InvariantCulture);
        using SKFont font = (semibold ? Fonts.Semibold : Fonts.Regular).ToCrispFont(size);

        text.Value = content;
        text.SetAttributeValue("x", First(text.Attribute("x")!.Value));
        text.SetAttributeValue("y", First(text.Attribute("y")!.Value));
        text.SetAttributeValue("textLength", font.MeasureText(content).ToString("0.#", CultureInfo.InvariantCulture));
        text.SetAttributeValue("lengthAdjust", "spacingAndGlyphs");
        text.SetAttributeValue("font-family", Families);
        text.SetAttributeValue("font-weight", semibold ? "600" : null);
    }

    private static string First(string list) => list.Split(',')[0];
}
