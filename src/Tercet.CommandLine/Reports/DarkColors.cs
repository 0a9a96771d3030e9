namespace Tercet.CommandLine.Reports;

/// <summary>
/// The colours of a drawing on dark paper. Those of page.css are the same, but for the paper, which is there that of the page.
/// </summary>
internal static class DarkColors
{
    /// <summary>The dark colour of each light one, as an SVG names them.</summary>
    public static IReadOnlyDictionary<string, string> OfLight { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["white"] = "#14181D",
        ["#1F2933"] = "#E6EAEE",
        ["#5F6B7A"] = "#A0ABB7",
        ["#E4E8EC"] = "#323B45",
        ["#0072B2"] = "#2388D1",
        ["#D55E00"] = "#F0824A",
    };
}
