namespace Tercet.CommandLine.Reports;

/// <summary>Makes examples of items, each thumbnail once.</summary>
/// <param name="items">The items.</param>
/// <param name="images">Where their images are.</param>
internal sealed class ExampleItems(LabeledItems items, ImageFolders images)
{
    private readonly Dictionary<(ItemTable Table, int Row), byte[]?> _pictures = [];

    /// <summary>An item that is an anchor, or a query.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">Its class; null for its id.</param>
    public ExampleItem Anchor(int row, string? name) => Of(items.Anchors, images.Anchors, row, name);

    /// <summary>Any other item, or a passage.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="name">Its class; null for its id.</param>
    public ExampleItem Item(int row, string? name) => Of(items.Items, images.Items, row, name);

    private ExampleItem Of(ItemTable table, ImageFolder folder, int row, string? name)
    {
        if (!_pictures.TryGetValue((table, row), out var picture))
            _pictures.Add((table, row), picture = Thumbnail.Of(folder, table.Files, row));
        return new ExampleItem(name ?? table.KeyOf(row), picture, table.Texts?[row])
        {
            Key = name is null ? null : table.Files?[row] ?? FormattableString.Invariant($"row {row}"),
        };
    }
}
