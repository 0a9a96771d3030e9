using Tercet.Vision.Images;

namespace Tercet.Vision.Encoders;

/// <summary>An encoder that is a plain function of one image.</summary>
public abstract class Descriptor : ImageEncoder
{
    private protected Descriptor(string name, string version) : base(name) => Settings = new Dictionary<string, string>
    {
        ["encoder"] = $"{name} {version}",
        ["images"] = ImagesVersion,
    };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Describes an image; the destination is <see cref="ImageEncoder.Dimensions"/> long.</summary>
    private protected abstract void Describe(RgbImage image, Span<float> destination);

    internal override EncodingBatch CreateBatch() => new SingleImage(this);

    private sealed class SingleImage(Descriptor descriptor) : EncodingBatch
    {
        private readonly float[] _embedding = new float[descriptor.Dimensions];

        public override int Capacity => 1;

        public override void Set(int place, RgbImage image) => descriptor.Describe(image, _embedding);

        public override ReadOnlySpan<float> Encode(int count, Func<int, string> nameImage) => _embedding;
    }
}
