namespace Tercet.Files;

/// <summary>The texts of a table's items.</summary>
internal static class ItemTexts
{
    /// <summary>What gives the text of an item.</summary>
    /// <param name="table">The table.</param>
    /// <exception cref="InvalidInputException">It has no texts.</exception>
    public static Func<int, string> Of(ItemTable table)
    {
        var texts = table.Texts
            ?? throw new InvalidInputException(
                $"{table.Source}: no texts to write. Expected a column of texts (`TextColumn`), or write ids.");
        return item => texts[item];
    }
}
