using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tercet.CommandLine.Tests.Reports;

/// <summary>A page as a test looks at it.</summary>
internal static partial class Page
{
    /// <summary>The page as XML; it is well-formed once its void elements are closed.</summary>
    public static XElement Parse(string html) =>
        XElement.Parse(VoidElement().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$1/>"));

    public static IEnumerable<XElement> All(this XElement page, string name) =>
        page.Descendants().Where(element => element.Name.LocalName == name);

    /// <summary>What needs a network, or a script.</summary>
    [GeneratedRegex("<link|<iframe|<script|@import|url\\(|src=\"(?!data:)|href=|\\son\\w+=", RegexOptions.IgnoreCase)]
    public static partial Regex Fetching();

    [GeneratedRegex("(<(?:meta|img)\\b[^>]*)>")]
    private static partial Regex VoidElement();
}
