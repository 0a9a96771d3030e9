using Tercet.CommandLine.Reports;

namespace Tercet.Viewer.Runs;

/// <summary>The items of a table, or of a catalog: what is shown of them, by row.</summary>
/// <param name="table">The table.</param>
/// <param name="images">Where its images are; null where items have none.</param>
public sealed class ItemSet(ItemTable table, ImageFolder? images)
{
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

    /// <summary>The label of an item; null for none.</summary>
    public string? ClassOf(int row) => Has(row) ? table.Classes[row] : null;

    /// <summary>The text of an item; null for none.</summary>
    public string? TextOf(int row) => Has(row) && table.Texts?[row] is { Length: > 0 } text ? text : null;

    /// <summary>Whether an item may have an image.</summary>
    public bool HasImage(int row) => images is not null && Has(row) && table.Files is not null && LooksLikeImage(table.Files[row]);

    private static bool LooksLikeImage(string file) => Path.GetExtension(file).ToLowerInvariant()
        is ".png" or ".jpg" or ".jpeg" or ".webp" or ".gif" or ".bmp";
}
