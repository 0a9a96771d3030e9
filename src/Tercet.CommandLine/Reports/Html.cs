using System.Globalization;
using System.Net;
using static System.FormattableString;

namespace Tercet.CommandLine.Reports;

/// <summary>Values as a page shows them.</summary>
public static class Html
{
    /// <summary>What stands where there is no value.</summary>
    public const string None = "–";

    /// <summary>A text with its markup escaped.</summary>
    /// <param name="value">The text.</param>
    public static string Text(string value) => WebUtility.HtmlEncode(value);

    /// <summary>A number between 0 and 1, or a distance, to three decimals.</summary>
    /// <param name="value">The number; null for none.</param>
    public static string Number(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A difference with its sign, and a minus as wide as the plus, so that a column lines up.</summary>
    /// <param name="value">The difference; null for none.</param>
    public static string Difference(double? value) =>
        value?.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture) ?? None;

    /// <summary>A fraction as a percentage; never 0 % or 100 % where it is not quite.</summary>
    /// <param name="part">The part.</param>
    /// <param name="whole">The whole.</param>
    public static string Percent(long part, long whole)
    {
        if (whole == 0)
            return None;
        var percent = 100.0 * part / whole;
        if (part > 0 && percent < 0.1)
            return "less than 0.1 %";
        return part < whole && percent > 99.9 ? "more than 99.9 %" : Invariant($"{percent:0.#} %");
    }
}
