namespace Tercet;

/// <summary>Finds the name that was most likely meant.</summary>
public static class Suggestion
{
    /// <summary>A question to end a message with, such as <c> Did you mean mine?</c>; empty where no name is near.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="names">The names there are.</param>
    public static string For(string text, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(names);
        return Nearest(text, names) is { } name ? $" Did you mean {name}?" : "";
    }

    /// <summary>
    /// The name nearest to a text: an abbreviation of it by its first letters (<c>--lr</c>, <c>--embed</c>), else the least
    /// typing errors away, at most one in three letters; null where none is.
    /// </summary>
    private static string? Nearest(string text, IEnumerable<string> names)
    {
        var typed = Letters(text);
        if (typed.Length == 0)
            return null;
        return names
            .Select(name => (Name: name, Distance: Abbreviates(typed, name) ? 0 : Distance(typed, Letters(name))))
            .Where(candidate => candidate.Distance <= Math.Max(1, typed.Length / 3))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name.Length)
            .Select(candidate => candidate.Name).FirstOrDefault();
    }

    private static string Letters(string text) =>
        string.Concat(text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    private static bool Abbreviates(string typed, string name)
    {
        var words = name.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return (words.Length > 1 && string.Concat(words.Select(word => word[0])) == typed)
            || (typed.Length > 2 && Letters(name).StartsWith(typed, StringComparison.Ordinal));
    }

    /// <summary>Letters to add, drop, replace, or swap with the next one (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }
                var replaced = table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                table[i, j] = Math.Min(replaced, Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[a.Length, b.Length];
    }
}
