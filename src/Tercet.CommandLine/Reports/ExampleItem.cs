namespace Tercet.CommandLine.Reports;

/// <summary>
/// An item of an example: its class or id, a thumbnail as PNG where the items are images, and its text where they have texts.
/// </summary>
internal sealed record ExampleItem(string Class, byte[]? Png = null, string? Text = null)
{
    /// <summary>An item of a table.</summary>
    /// <param name="name">Its class, or id.</param>
    /// <param name="images">Where the images of the table are.</param>
    /// <param name="table">The table.</param>
    /// <param name="row">Its row.</param>
    public static ExampleItem Of(string name, ImageFolder images, ItemTable table, int row) =>
        new(name, Thumbnail.Of(images, table.Files, row), table.Texts?[row]);
}
