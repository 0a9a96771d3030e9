namespace Tercet.CommandLine.Reports;

/// <summary>
/// An item of an example: its class or id, a thumbnail where the items are images, and its text where they have texts.
/// </summary>
/// <param name="Class">Its class or id.</param>
/// <param name="Picture">The thumbnail, as PNG or JPEG; null for none.</param>
/// <param name="Text">Its text; null for none.</param>
internal sealed record ExampleItem(string Class, byte[]? Picture = null, string? Text = null)
{
    /// <summary>Its file, or its row; null where it is named by its id already.</summary>
    public string? Key { get; init; }
}
