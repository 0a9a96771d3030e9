using System.Globalization;
using Tercet.Vision.Images;

namespace Tercet.Vision.Encoders;

/// <summary>
/// The image itself, stretched to a square: grey pixels, row after row, or in colour all of red, then green, then blue; from 0 (black) to 1
/// (full). What any descriptor must beat, and what a network in training is fed.
/// </summary>
/// <param name="side">Pixels each way, 1 or more.</param>
/// <param name="color">Whether in colour.</param>
/// <param name="rounded">Whether grey comes in 256 levels, as an ONNX model of one channel is fed: then the two take the same image for the same.</param>
public sealed class PixelDescriptor(int side = 32, bool color = false, bool rounded = false)
    : Descriptor("pixels", string.Create(CultureInfo.InvariantCulture, $"v1: {(color ? "colour" : rounded ? "grey in 256 levels" : "grey")}, {side} x {side}, 0 to 1"))
{
    private const int Colours = 3;

    /// <inheritdoc/>
    public override int Dimensions => side * side * (color ? Colours : 1);

    /// <inheritdoc/>
    public override string Description => $"{(color ? "colour" : "grey")} pixels of the image at {side} × {side}, 0 to 1";

    private protected override void Describe(RgbImage image, Span<float> destination)
    {
        var resized = Resampling.Resize(image, side, side, Interpolation.Bilinear);
        var pixels = resized.Pixels;
        if (color)
        {
            for (var i = 0; i < destination.Length; i++)
                destination[i] = pixels[i % (side * side) * RgbImage.BytesPerPixel + i / (side * side)];
        }
        else if (rounded)
        {
            for (var i = 0; i < destination.Length; i++)
                destination[i] = RgbImage.LumaOf(pixels.Slice(i * RgbImage.BytesPerPixel, Colours));
        }
        else
        {
            resized.CopyLuma(destination);
        }
        foreach (ref var value in destination)
            value /= byte.MaxValue;
    }
}
