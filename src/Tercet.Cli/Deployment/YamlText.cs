using System.Globalization;
using System.Text;

namespace Tercet.Cli.Deployment;

/// <summary>
/// Texts as YAML scalars. They are always quoted, so that no parser takes one for a number, a truth value, a comment or a tag.
/// </summary>
internal static class YamlText
{
    /// <summary>A text as a double-quoted scalar on one line, the same in YAML 1.1 and 1.2.</summary>
    /// <param name="text">Any text.</param>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append((char)rune.Value);
            else if (IsPlain(rune))
                quoted.Append(rune.ToString());
            else
                quoted.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>Texts as a sequence on one line.</summary>
    /// <param name="texts">Any texts.</param>
    public static string Sequence(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";

    // What is invisible, breaks a line, or may not stand in YAML as it is, is escaped.
    private static bool IsPlain(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
