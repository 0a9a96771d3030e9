using Tercet.Vision.Encoders;

namespace Tercet.Vision;

/// <summary>An encoder that computes an embedding from the pixels of one image. Derive from it to write your own.</summary>
/// <example><code>
/// public sealed class MeanColour() : ImageDescriptor("mean-colour", "v1")
/// {
///     public override int Dimensions =&gt; 3;
///
///     public override string Description =&gt; "the mean colour of the image";
///
///     protected override void Describe(RgbImage image, Span&lt;float&gt; embedding)
///     {
///         embedding.Clear();
///         for (var i = 0; i &lt; image.Pixels.Length; i++)
///             if (i % RgbImage.BytesPerPixel &lt; 3)
///                 embedding[i % RgbImage.BytesPerPixel] += image.Pixels[i] / (255f * image.Width * image.Height);
///     }
/// }
/// </code></example>
public abstract class ImageDescriptor : ImageEncoder
{
    /// <summary>Names the descriptor.</summary>
    /// <param name="name">Its name in messages, manifests and the cache.</param>
    /// <param name="version">
    /// Everything else that determines the embeddings: a version of the code and all parameters. Change it whenever the embedding
    /// of an image may change, or cached embeddings of the older version are reused.
    /// </param>
#pragma warning disable RS0022 // Own encoders are functions of one image; only the library knows how to run models in batches.
    protected ImageDescriptor(string name, string version) : base(name) => Settings = new Dictionary<string, string>
    {
        ["encoder"] = $"{name} {version}",
        ["images"] = ImagesVersion,
    };
#pragma warning restore RS0022

    /// <inheritdoc/>
    public sealed override IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Computes the embedding of an image. Called from several threads at once.</summary>
    /// <param name="image">An image of any size.</param>
    /// <param name="embedding">
    /// Receives <see cref="ImageEncoder.Dimensions"/> finite components; may hold values of an earlier image on entry.
    /// </param>
    protected abstract void Describe(RgbImage image, Span<float> embedding);

    internal override EncodingBatch CreateBatch() => new SingleImage(this);

    private sealed class SingleImage(ImageDescriptor descriptor) : EncodingBatch
    {
        private readonly float[] _embedding = new float[descriptor.Dimensions];

        public override int Capacity => 1;

        public override void Set(int index, RgbImage image) => descriptor.Describe(image, _embedding);

        public override ReadOnlySpan<float> Encode(int count, Func<int, string> nameImage)
        {
            RequireFinite(_embedding, descriptor, nameImage, "Fix the encoder.");
            return _embedding;
        }
    }
}
