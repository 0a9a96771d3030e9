using System.Globalization;
using static System.FormattableString;

namespace Tercet.Files;

/// <summary>Finds what is likely a mistake in a table, yet may be meant: it is reported, and changes nothing.</summary>
internal static class TableNotes
{
    /// <summary>How programs write a label that is not there.</summary>
    private static readonly HashSet<string> Missing = new(["nan", "<na>", "null", "none"], StringComparer.OrdinalIgnoreCase);

    private static readonly int LongestMissing = Missing.Max(word => word.Length);

    /// <summary>The notes; none is usual.</summary>
    /// <param name="table">The table.</param>
    public static IEnumerable<string> Of(ItemTable table)
    {
        foreach (var label in table.Classes.OfType<string>().Where(IsMissing).CountBy(label => label))
        {
            yield return Invariant($"{table.Source}: {label.Value:N0} rows have the class '{label.Key}', which is how programs write a ")
                + "missing label. If it is one, clear it, and the rows are left out.";
        }
        if (Variants([.. table.Classes.OfType<string>()], Visible) is { } labels)
        {
            yield return $"{table.Source}: {labels} differ only in invisible characters or in how an accent is encoded, and count as "
                + "different classes.";
        }
        if (Variants(table.Files ?? [], file => Visible(Shortened(file))) is { } files)
            yield return $"{table.Source}: {files} name one file in different ways, and count as different items.";
    }

    private static bool IsMissing(string label) => label.Length <= LongestMissing && Missing.Contains(label);

    /// <summary>The note on rows that repeat the header, as in files put together; null where none does.</summary>
    /// <param name="csv">The table's file.</param>
    public static string? OfRepeatedHeader(CsvFile csv)
    {
        var repeated = csv.RowNumbers.Where((_, i) => csv.IsHeader(i)).ToList();
        return repeated.Count == 0 ? null
            : Invariant($"{csv.File.Path}: {repeated.Count:N0} rows repeat the header, the first is row {repeated[0]}; they count as ")
                + "items. Remove them.";
    }

    /// <summary>Counts texts that are equal once normalised, with two for an example; null where none are.</summary>
    private static string? Variants(IReadOnlyList<string> texts, Func<string, string> normalise)
    {
        if (texts.All(text => ReferenceEquals(normalise(text), text)))
            return null; // the usual case: nothing to normalise, so nothing becomes equal
        var doubles = texts.Distinct(StringComparer.Ordinal).GroupBy(normalise, StringComparer.Ordinal)
            .Select(group => group.ToList()).Where(group => group.Count > 1).ToList();
        return doubles.Count == 0 ? null
            : Invariant($"{doubles.Sum(group => group.Count):N0} names, such as '{Shown(doubles[0][0])}' and '{Shown(doubles[0][1])}',");
    }

    /// <summary>A text without invisible characters, its accents composed, and every run of blanks one blank.</summary>
    private static string Visible(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return text;
        var visible = text.Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.Control));
        var words = string.Concat(visible).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Accents.Compose(string.Join(' ', words));
    }

    /// <summary>A path without steps that lead nowhere.</summary>
    private static string Shortened(string path)
    {
        if (!path.Contains('\\', StringComparison.Ordinal) && !path.Contains("./", StringComparison.Ordinal)
            && !path.Contains("//", StringComparison.Ordinal) && path is not [.., '.'] and not [.., '/'])
            return path;
        var steps = path.Replace('\\', '/').Split('/');
        return string.Join('/', steps.Where((step, i) => step != "." && (step.Length > 0 || i == 0)));
    }

    /// <summary>A text with all that is not printable ASCII as escapes: two would look the same otherwise.</summary>
    private static string Shown(string text) =>
        string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : Invariant($"\\u{(int)c:x4}")));
}
