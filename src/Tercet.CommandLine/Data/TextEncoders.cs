using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>The opened encoders of texts: of items, or passages, and of anchors, or queries, whose prompt may be another.</summary>
public sealed class TextEncoders : IDisposable
{
    private readonly TextEncoding _ofItems, _ofAnchors;
    private readonly TextEncoder _items, _anchors;

    /// <summary>Opens them.</summary>
    /// <param name="ofItems">How items are embedded.</param>
    /// <param name="ofAnchors">How anchors are embedded.</param>
    public TextEncoders(TextEncoding ofItems, TextEncoding ofAnchors)
    {
        ArgumentNullException.ThrowIfNull(ofItems);
        ArgumentNullException.ThrowIfNull(ofAnchors);
        (_ofItems, _ofAnchors, _items) = (ofItems, ofAnchors, ofItems.Open());
        try
        {
            _anchors = ofAnchors == ofItems ? _items : ofAnchors.Open();
        }
        catch
        {
            _items.Dispose();
            throw;
        }
    }

    /// <summary>The model, as a manifest has it.</summary>
    public ManifestEncoder Description => TextEncoding.Describe(_items);

    /// <summary>The model's file.</summary>
    public ManifestInput Input => new("encoder", _ofItems.Encoder, _items.Sha256);

    /// <summary>Embeds the texts of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">Its path.</param>
    /// <param name="areAnchors">Whether it is that of the anchors.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public EmbeddingMatrix Embed(
        ItemTable table, string path, bool areAnchors, ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        var texts = table.Texts ?? throw new InvalidInputException(
            $"{path}: no texts to embed. Expected a column of texts; name it with `TextColumn`.");
        var (encoding, encoder) = areAnchors ? (_ofAnchors, _anchors) : (_ofItems, _items);
        return encoding.Embed(
            encoder, [.. texts.Select((text, i) => table.TakesPart(i) ? text : null)], i => $"{path}, {table.LocationOf(i)}", path,
            display, cancellationToken).Embeddings;
    }

    /// <summary>Closes them.</summary>
    public void Dispose()
    {
        _items.Dispose();
        if (_anchors != _items)
            _anchors.Dispose();
    }
}
