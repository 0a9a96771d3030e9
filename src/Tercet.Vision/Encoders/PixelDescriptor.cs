using Tercet.Vision.Images;

namespace Tercet.Vision.Encoders;

/// <summary>
/// The image itself: stretched to 32 × 32 grey pixels, row after row, from 0 (black) to 1 (white). What any descriptor must beat.
/// </summary>
public sealed class PixelDescriptor() : Descriptor("pixels", "v1: grey, 32 x 32, 0 to 1")
{
    private const int Side = 32;

    /// <inheritdoc/>
    public override int Dimensions => Side * Side;

    /// <inheritdoc/>
    public override string Description => $"grey pixels of the image at {Side} × {Side}, 0 to 1";

    private protected override void Describe(RgbImage image, Span<float> destination)
    {
        Resampling.Resize(image, Side, Side, Interpolation.Bilinear).CopyLuma(destination);
        foreach (ref var value in destination)
            value /= byte.MaxValue;
    }
}
