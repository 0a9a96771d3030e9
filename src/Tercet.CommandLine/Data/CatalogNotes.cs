using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>Finds what is likely a mistake in a catalog, or in its being one.</summary>
internal static class CatalogNotes
{
    /// <summary>The notes, those of the catalog's own table among them.</summary>
    /// <param name="items">The items.</param>
    /// <param name="catalog">The catalog.</param>
    public static IEnumerable<string> Of(ItemTableFile items, ItemTableFile catalog)
    {
        foreach (var note in catalog.Notes)
            yield return note;
        var (data, references) = (items.Table, catalog.Table);
        if (Path.GetFullPath(data.Source) == Path.GetFullPath(references.Source) || (items.Sha256 ?? "") == catalog.Sha256)
        {
            yield return $"{data.Source} is both the data and the catalog, so that an anchor can be its own positive, at distance 0. "
                + "Without --catalog, anchors are taken from the data.";
        }
        else if (references.Count > data.Count && MaxPerClass(data) == 1 && MaxPerClass(references) > 1)
        {
            yield return Invariant($"{data.Source} has one item of each class, {references.Source} has {references.Count:N0} items: ")
                + "perhaps --data and --catalog are swapped.";
        }
    }

    private static int MaxPerClass(ItemTable table) =>
        table.Classes.OfType<string>().CountBy(label => label).Select(label => label.Value).DefaultIfEmpty().Max();
}
