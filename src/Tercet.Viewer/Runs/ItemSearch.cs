namespace Tercet.Viewer.Runs;

/// <summary>Finds items by their class, file or text, in any letter case.</summary>
public static class ItemSearch
{
    private const int MaxFound = 100_000, MaxSuggested = 20_000;

    /// <summary>Rows in order: those of exactly that class, of that file, of a class, a file, a text that contains it.</summary>
    /// <param name="items">The items.</param>
    /// <param name="text">What is looked for.</param>
    public static IReadOnlyList<int> Find(ItemSet items, string text)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        var wanted = text.Trim();
        return
        [
            .. Enumerable.Range(0, items.Count).Select(row => (Row: row, Place: PlaceOf(items, row, wanted)))
                .Where(found => found.Place < int.MaxValue).OrderBy(found => found.Place).ThenBy(found => found.Row)
                .Select(found => found.Row).Take(MaxFound),
        ];
    }

    /// <summary>A question such as <c> Did you mean cat?</c>, where a class is nearly what was typed; else empty.</summary>
    /// <param name="items">The items.</param>
    /// <param name="text">What was looked for.</param>
    public static string SuggestionFor(ItemSet items, string text)
    {
        ArgumentNullException.ThrowIfNull(items);
        return Suggestion.For(text, items.Table.Classes.OfType<string>().Distinct(StringComparer.Ordinal).Take(MaxSuggested));
    }

    private static int PlaceOf(ItemSet items, int row, string text)
    {
        string?[] fields = [items.ClassOf(row), items.KeyOf(row)];
        var whole = Array.FindIndex(fields, field => string.Equals(field, text, StringComparison.OrdinalIgnoreCase));
        if (whole >= 0)
            return whole;
        var part = Array.FindIndex([.. fields, items.TextOf(row)], field => field?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
        return part >= 0 ? fields.Length + part : int.MaxValue;
    }
}
