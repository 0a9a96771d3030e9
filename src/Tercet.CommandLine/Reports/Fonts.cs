using ScottPlot;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// The typefaces of every figure, embedded in the assembly: on a machine without fonts, and with a Skia that finds none,
/// ScottPlot would otherwise draw no text at all.
/// </summary>
internal static class Fonts
{
    public const string Family = "Open Sans";

    private static readonly Lazy<Faces> Loaded = new(Load);

    public static SKTypeface Regular => Loaded.Value.Regular;

    public static SKTypeface Semibold => Loaded.Value.Semibold;

    /// <summary>Makes the embedded family the one that ScottPlot draws with.</summary>
    public static void Register() => _ = Loaded.Value;

    private static Faces Load()
    {
        var faces = new Faces(Read("OpenSans-Regular.ttf"), Read("OpenSans-Semibold.ttf"));
        ScottPlot.Fonts.FontResolvers.Insert(0, faces);
        ScottPlot.Fonts.Default = Family;
        return faces;
    }

    private static SKTypeface Read(string name)
    {
        using Stream stream = Resources.Open(name);
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"{name} is not a font that Skia reads.");
    }

    private sealed record Faces(SKTypeface Regular, SKTypeface Semibold) : IFontResolver
    {
        public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing width) =>
            fontName == Family ? (weight >= FontWeight.SemiBold ? Semibold : Regular) : null;

        public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
            CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, default, default);
    }
}
