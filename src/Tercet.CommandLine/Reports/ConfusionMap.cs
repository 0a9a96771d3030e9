using System.Globalization;
using System.Text;
using Tercet.CommandLine.Findings;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// The classes most often confused as a map: a row for the class of the anchors, a column for that of the negatives, the darker the
/// more often. It fits any screen, since it is hardly wider than the narrowest.
/// </summary>
internal static class ConfusionMap
{
    private const int MaxClasses = 10, MaxPairs = 200, MaxName = 15;
    private const int Cell = 24, Left = 124, Top = 34, Right = 6, Bottom = 6;

    /// <summary>Draws the map; null where there are not two classes to compare.</summary>
    /// <param name="confusions">The counts.</param>
    public static string? Draw(ClassConfusions confusions)
    {
        List<string> classes = [.. confusions.Top(MaxPairs)
            .SelectMany(pair => (string[])[pair.AnchorClass, pair.NegativeClass]).Distinct(StringComparer.Ordinal).Take(MaxClasses)];
        if (classes.Count < 2)
            return null;
        long[][] counts = [.. classes.Select(anchor => classes.Select(negative => confusions.CountOf(anchor, negative)).ToArray())];
        var most = counts.Max(row => row.Max());
        var first = confusions.Top(1)[0];

        var svg = new StringBuilder();
        int width = Left + classes.Count * Cell + Right, height = Top + classes.Count * Cell + Bottom;
        svg.Append(Invariant($"<svg class=\"map\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">"));
        svg.Append("<title>Classes most often confused</title>");
        svg.Append(Invariant($"<desc>Rows: class of the anchor. Columns: class of the negative. Most often, {first.Count:N0} times: "));
        svg.Append(Invariant($"{Html.Text(first.NegativeClass)} for {Html.Text(first.AnchorClass)}. The table has the numbers.</desc>\n"));
        svg.Append(Invariant($"<text x=\"{Left - 8}\" y=\"13\" class=\"end axis\">anchor ↓</text>"));
        svg.Append(Invariant($"<text x=\"{Left + 2}\" y=\"13\" class=\"axis\">negative →</text>\n"));
        for (var i = 0; i < classes.Count; i++)
        {
            var middle = Top + i * Cell + Cell / 2 + 4;
            svg.Append(Invariant($"<text x=\"{Left + i * Cell + Cell / 2}\" y=\"{Top - 6}\" class=\"middle\">{i + 1}</text>"));
            svg.Append(Invariant($"<text x=\"{Left - 8}\" y=\"{middle}\" class=\"end\">{Html.Text(Shorten(classes[i]))}"));
            svg.Append(Invariant($" {i + 1}<title>{Html.Text(classes[i])}</title></text>\n"));
            for (var k = 0; k < classes.Count; k++)
                AppendCell(svg, i, k, most == 0 ? 0 : (double)counts[i][k] / most, Describe(classes, counts, i, k));
        }
        return svg.Append("</svg>").ToString();
    }

    private static void AppendCell(StringBuilder svg, int row, int column, double share, string description)
    {
        var (x, y) = (Left + column * Cell, Top + row * Cell);
        svg.Append(Invariant($"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell - 2}\" height=\"{Cell - 2}\" rx=\"2\" class=\"room\"/>"));
        if (share > 0)
        {
            svg.Append(Invariant($"<rect x=\"{x}\" y=\"{y}\" width=\"{Cell - 2}\" height=\"{Cell - 2}\" rx=\"2\" class=\"count\" "));
            svg.Append(Invariant($"fill-opacity=\"{0.15 + 0.85 * share:0.##}\"><title>{Html.Text(description)}</title></rect>"));
        }
        svg.Append('\n');
    }

    private static string Describe(List<string> classes, long[][] counts, int row, int column) =>
        Invariant($"{classes[column]} for {classes[row]}: {counts[row][column]:N0}");

    private static string Shorten(string name)
    {
        var text = new StringInfo(name);
        return text.LengthInTextElements <= MaxName ? name : text.SubstringByTextElements(0, MaxName - 1) + "…";
    }
}
