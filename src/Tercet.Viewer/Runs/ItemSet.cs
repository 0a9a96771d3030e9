using Tercet.CommandLine.Reports;

namespace Tercet.Viewer.Runs;

/// <summary>The items of a table, or of a catalog: what is shown of them, by row.</summary>
/// <param name="table">The table.</param>
/// <param name="images">Where its images are; null where items have none.</param>
public sealed class ItemSet(ItemTable table, ImageFolder? images)
{
    private readonly Lazy<Dictionary<string, int>> _rows = new(() =>
    {
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < table.Count; row++)
            rows.TryAdd(table.KeyOf(row), row);
        return rows;
    });

    /// <summary>The table.</summary>
    public ItemTable Table => table;

    /// <summary>Where the images are; null where items have none.</summary>
    public ImageFolder? Images => images;

    /// <summary>Number of items.</summary>
    public int Count => table.Count;

    /// <summary>Whether there is an item of that number.</summary>
    public bool Has(int row) => (uint)row < (uint)table.Count;

    /// <summary>The file or id of an item, or its row number.</summary>
    public string KeyOf(int row) => Has(row) ? table.KeyOf(row) : FormattableString.Invariant($"{row}");

    /// <summary>The row of a file or id; −1 where there is none. Of several with one name, the first.</summary>
    public int RowOf(string? key) => key is not null && _rows.Value.TryGetValue(key, out var row) ? row : -1;

    /// <summary>The label of an item; null for none.</summary>
    public string? ClassOf(int row) => Has(row) ? table.Classes[row] : null;

    /// <summary>The text of an item; null for none.</summary>
    public string? TextOf(int row) => Has(row) && table.Texts?[row] is { Length: > 0 } text ? text : null;

    /// <summary>Whether an item may have an image.</summary>
    public bool HasImage(int row) => images is not null && Has(row) && table.Files is not null && LooksLikeImage(table.Files[row]);

    private static bool LooksLikeImage(string file) => Path.GetExtension(file).ToLowerInvariant()
        is ".png" or ".jpg" or ".jpeg" or ".webp" or ".gif" or ".bmp";
}
