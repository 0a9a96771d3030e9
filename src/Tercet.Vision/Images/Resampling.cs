using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tercet.Vision.Images;

/// <summary>
/// Resizes as Pillow does, to the bit: first along rows, then along columns, each sum of pixel times weight in whole numbers and
/// rounded to 8 bits. Whole numbers also mean that every processor gets the same.
/// </summary>
internal static class Resampling
{
    private const int Half = 1 << (ResamplingFilter.Precision - 1);

    /// <summary>Stretches an image to a size.</summary>
    /// <returns>The image itself where it has that size already.</returns>
    public static RgbImage Resize(RgbImage image, int width, int height, Interpolation interpolation) =>
        ResizePart(image, (width, height), (0, 0, width, height), interpolation);

    /// <summary>
    /// Stretches an image to a size, of which only a part is wanted: an image of 1 × 60,000 that is to cover a square becomes
    /// far larger than any memory.
    /// </summary>
    public static RgbImage ResizePart(
        RgbImage image, (long Width, long Height) size, (long Left, long Top, int Width, int Height) part, Interpolation interpolation)
    {
        var narrowed = image.Width == size.Width && image.Width == part.Width
            ? image
            : ResizeRows(image, new ResamplingFilter(image.Width, size.Width, part.Left, part.Width, interpolation));
        return image.Height == size.Height && image.Height == part.Height
            ? narrowed
            : ResizeColumns(narrowed, new ResamplingFilter(image.Height, size.Height, part.Top, part.Height, interpolation));
    }

    private static RgbImage ResizeRows(RgbImage image, ResamplingFilter filter)
    {
        var width = filter.Count;
        var pixels = GC.AllocateUninitializedArray<byte>(width * image.Height * RgbImage.BytesPerPixel);
        var target = MemoryMarshal.Cast<byte, uint>(pixels.AsSpan());
        for (var y = 0; y < image.Height; y++)
        {
            var row = MemoryMarshal.Cast<byte, uint>(image.RowAt(y));
            for (var x = 0; x < width; x++)
            {
                var weights = filter.Weights(x);
                target[y * width + x] = Weigh(ref MemoryMarshal.GetReference(row[filter.First(x)..]), 1, weights);
            }
        }
        return new RgbImage(width, image.Height, pixels);
    }

    private static RgbImage ResizeColumns(RgbImage image, ResamplingFilter filter)
    {
        var height = filter.Count;
        var pixels = GC.AllocateUninitializedArray<byte>(image.Width * height * RgbImage.BytesPerPixel);
        var source = MemoryMarshal.Cast<byte, uint>(image.Pixels);
        var target = MemoryMarshal.Cast<byte, uint>(pixels.AsSpan());
        for (var y = 0; y < height; y++)
        {
            var weights = filter.Weights(y);
            for (var x = 0; x < image.Width; x++)
                target[y * image.Width + x] = Weigh(ref MemoryMarshal.GetReference(source[(filter.First(y) * image.Width + x)..]), image.Width, weights);
        }
        return new RgbImage(image.Width, height, pixels);
    }

    /// <summary>The weighted sum of pixels that lie a stride apart, channel by channel.</summary>
    private static uint Weigh(ref uint first, int stride, ReadOnlySpan<int> weights)
    {
        var sum = Vector128.Create(Half);
        for (var k = 0; k < weights.Length; k++)
        {
            var pixel = Vector128.CreateScalarUnsafe(System.Runtime.CompilerServices.Unsafe.Add(ref first, k * stride)).AsByte();
            sum += Vector128.WidenLower(Vector128.WidenLower(pixel)).AsInt32() * weights[k];
        }
        var rounded = Vector128.Clamp(sum >> ResamplingFilter.Precision, Vector128<int>.Zero, Vector128.Create((int)byte.MaxValue)).AsUInt32();
        var narrow = Vector128.Narrow(rounded, rounded);
        return Vector128.Narrow(narrow, narrow).AsUInt32().ToScalar();
    }
}
