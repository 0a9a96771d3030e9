using Tercet.Vision.Encoders;

namespace Tercet.Vision;

/// <summary>
/// Turns an image into an embedding of a fixed number of components. An encoder is immutable and identified by its
/// <see cref="Fingerprint"/>: encoders with equal fingerprints give equal embeddings. Safe for concurrent use.
/// </summary>
/// <remarks>
/// The encoders are <see cref="HogDescriptor"/>, <see cref="PixelDescriptor"/> and <see cref="OnnxEncoder"/>; derive your own
/// from <see cref="ImageDescriptor"/>.
/// </remarks>
/// <example><code>
/// using ImageEncoder encoder = new HogDescriptor();
/// float[] embedding = encoder.Encode(RgbImage.Decode(File.ReadAllBytes("cat.jpg")));   // encoder.Dimensions components
/// </code></example>
public abstract class ImageEncoder : IEncoder, IDisposable
{
    /// <summary>The version of decoding and resizing, part of every fingerprint; to be raised when pixels would change.</summary>
    internal const string ImagesVersion = "2";

    private protected ImageEncoder(string name) => Name = name;

    /// <summary>The name in messages and manifests: <c>hog</c>, <c>pixels</c>, or the path of a model.</summary>
    public string Name { get; }

    /// <summary>Number of components of an embedding, 1 to <see cref="EmbeddingMatrix.MaxDimensions"/>.</summary>
    public abstract int Dimensions { get; }

    /// <summary>
    /// Everything that determines the embeddings, by name: versions, the digest of a model, how images are prepared for it.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>
    /// The SHA-256, in lower-case hexadecimal, of the settings as lines <c>name=value</c>, in ordinal order of their names.
    /// </summary>
    public string Fingerprint => EncoderFingerprint.Compute(Settings);

    /// <summary>What the encoder does with an image, in one line for people.</summary>
    public abstract string Description { get; }

    /// <summary>
    /// Embeds one image. For many images, <see cref="ImageEmbedder"/> is faster: it reuses memory and runs in parallel.
    /// </summary>
    /// <param name="image">An image of any size.</param>
    /// <returns><see cref="Dimensions"/> finite components.</returns>
    /// <exception cref="InvalidInputException">
    /// The encoder fails on the image, or produces values that are not finite.
    /// </exception>
    public float[] Encode(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var batch = CreateBatch();
        batch.Set(0, image);
        return batch.Encode(1, _ => "an image").ToArray();
    }

    /// <summary>The buffers that one thread needs to embed images.</summary>
    internal abstract EncodingBatch CreateBatch();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the resources of the encoder.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
