using System.Globalization;
using Tercet.Vision.Images;

namespace Tercet.Vision;

/// <summary>
/// The pixels of the image, stretched to a square, from 0 (black) to 1 (full intensity): side² grey values, row after row, or 3 ·
/// side² colour values, all of red, then green, then blue. A baseline for other encoders, and the input of a network in training.
/// </summary>
/// <example><code>
/// using var pixels = new PixelDescriptor(side: 28);
/// using var embeddings = ImageEmbedder.Embed(pixels, files, "digits").Embeddings;      // 784 components per row
/// </code></example>
public sealed class PixelDescriptor : ImageDescriptor
{
    private const int ColourChannels = 3;

    private readonly int _side;
    private readonly bool _color;
    private readonly bool _rounded;

    /// <summary>Chooses size and colour.</summary>
    /// <param name="side">Width and height in pixels, 1 or more; default 32.</param>
    /// <param name="color">Whether in colour; default grey.</param>
    /// <param name="rounded">
    /// Whether grey values are rounded to 256 levels, as the input of an ONNX model with one channel is; no effect in colour.
    /// </param>
    public PixelDescriptor(int side = 32, bool color = false, bool rounded = false)
        : base("pixels", Version(side, color, rounded)) =>
        (_side, _color, _rounded) = (side, color, rounded);

    /// <inheritdoc/>
    public override int Dimensions => _side * _side * (_color ? ColourChannels : 1);

    /// <inheritdoc/>
    public override string Description => $"{(_color ? "colour" : "grey")} pixels of the image at {_side} × {_side}, 0 to 1";

    /// <inheritdoc/>
    protected override void Describe(RgbImage image, Span<float> embedding)
    {
        ArgumentNullException.ThrowIfNull(image);
        var resized = Resampling.Resize(image, _side, _side, Interpolation.Bilinear);
        var pixels = resized.Pixels;
        if (_color)
        {
            for (var i = 0; i < embedding.Length; i++)
                embedding[i] = pixels[i % (_side * _side) * RgbImage.BytesPerPixel + i / (_side * _side)];
        }
        else if (_rounded)
        {
            for (var i = 0; i < embedding.Length; i++)
                embedding[i] = RgbImage.LumaOf(pixels.Slice(i * RgbImage.BytesPerPixel, ColourChannels));
        }
        else
        {
            resized.CopyLuma(embedding);
        }
        foreach (ref var value in embedding)
            value /= byte.MaxValue;
    }

    private static string Version(int side, bool color, bool rounded)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var values = color ? "colour" : rounded ? "grey in 256 levels" : "grey";
        return string.Create(CultureInfo.InvariantCulture, $"v1: {values}, {side} x {side}, 0 to 1");
    }
}
