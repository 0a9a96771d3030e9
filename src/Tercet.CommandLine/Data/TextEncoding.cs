using Tercet.Vision;

namespace Tercet.CommandLine.Data;

/// <summary>How a command embeds texts.</summary>
public sealed record TextEncoding
{
    /// <summary>The folder of a model.</summary>
    public required string Encoder { get; init; }

    /// <summary>What is put before a text, and how much of it is read.</summary>
    public TextEncoderOptions Texts { get; init; } = new();

    /// <summary>How a list of texts is embedded.</summary>
    public TextEmbedderOptions Options { get; init; } = new();

    /// <summary>Whether an encoder is one of texts: their models are folders, those of images are files.</summary>
    /// <param name="encoder">Its name.</param>
    public static bool IsTextModel(string encoder) => !ImageEncoding.IsBuiltIn(encoder) && Directory.Exists(encoder);

    /// <summary>Opens the encoder.</summary>
    public TextEncoder Open() => TextEncoder.Open(Encoder, Texts);

    /// <summary>Describes an encoder for a manifest.</summary>
    /// <param name="encoder">The encoder.</param>
    public static ManifestEncoder Describe(TextEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new ManifestEncoder(encoder.Name, encoder.Description, encoder.Fingerprint, encoder.Settings);
    }

    /// <summary>Embeds texts.</summary>
    /// <param name="encoder">The result of <see cref="Open"/>.</param>
    /// <param name="texts">The texts; null for an item without one, whose row is missing.</param>
    /// <param name="nameItem">How messages refer to an item, such as "passages.csv, row 2".</param>
    /// <param name="data">The table's path.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public EmbeddedTexts Embed(
        TextEncoder encoder, IReadOnlyList<string?> texts, Func<int, string> nameItem, string data, ProgressDisplay display,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        return display.Run($"Embedding the texts of {data}", progress => TextEmbedder.Embed(
            encoder, texts, nameItem, Options, progress, cancellationToken));
    }
}
