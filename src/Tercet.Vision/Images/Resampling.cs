using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tercet.Vision.Images;

/// <summary>
/// Resizes bit-identically to Pillow: first along rows, then along columns, each as integer sums of pixel × weight rounded to 8
/// bits. Integer arithmetic also gives the same result on every processor.
/// </summary>
internal static unsafe class Resampling
{
    private const int Bytes = RgbImage.BytesPerPixel;

    private static readonly Vector128<int> Half = Vector128.Create(1 << (ResamplingFilter.Precision - 1));

    /// <summary>Resizes an image, ignoring its aspect ratio.</summary>
    /// <returns>The image itself if it has that size already.</returns>
    public static RgbImage Resize(RgbImage image, int width, int height, Interpolation interpolation) =>
        ResizePart(image, (width, height), (0, 0, width, height), interpolation);

    /// <summary>
    /// Resizes an image, ignoring its aspect ratio, and computes only a part of the result: an image of 1 × 60,000 that is to
    /// cover a square would not fit in memory.
    /// </summary>
    public static RgbImage ResizePart(
        RgbImage image,
        (long Width, long Height) size,
        (long Left, long Top, int Width, int Height) part,
        Interpolation interpolation)
    {
        var columns = image.Height == size.Height && image.Height == part.Height
            ? null
            : new ResamplingFilter(image.Height, size.Height, part.Top, part.Height, interpolation);
        var (firstRow, endRow) = columns?.Range ?? (0, image.Height);
        if (image.Width == size.Width && image.Width == part.Width)
            return columns is null ? image : ResizeColumns(image, 0, columns);
        var rows = new ResamplingFilter(image.Width, size.Width, part.Left, part.Width, interpolation);
        var resized = ResizeRows(image, firstRow, endRow, rows);
        return columns is null ? resized : ResizeColumns(resized, firstRow, columns);
    }

    /// <summary>Resizes rows firstRow to endRow − 1 and omits the others.</summary>
    private static RgbImage ResizeRows(RgbImage image, int firstRow, int endRow, ResamplingFilter filter)
    {
        var (width, height) = (filter.Count, endRow - firstRow);
        var pixels = GC.AllocateUninitializedArray<byte>(width * height * Bytes);
        fixed (byte* source = image.Pixels, target = pixels)
        {
            for (var y = 0; y < height; y++)
            {
                var row = source + (long)(firstRow + y) * image.Width * Bytes;
                for (var x = 0; x < width; x++)
                    ((uint*)target)[y * width + x] = WeighAlong(row + filter.First(x) * Bytes, filter.Weights(x));
            }
        }
        return new RgbImage(width, height, pixels);
    }

    /// <summary>Resizes the columns of an image whose row 0 is input firstRow of the filter.</summary>
    private static RgbImage ResizeColumns(RgbImage image, int firstRow, ResamplingFilter filter)
    {
        var height = filter.Count;
        var pixels = GC.AllocateUninitializedArray<byte>(image.Width * height * Bytes);
        var stride = image.Width * Bytes;
        fixed (byte* source = image.Pixels, target = pixels)
        {
            for (var y = 0; y < height; y++)
            {
                var rows = source + (long)(filter.First(y) - firstRow) * stride;
                var weights = filter.Weights(y);
                var x = 0;
                for (; x + 2 <= image.Width; x += 2)
                    *(ulong*)(target + (long)y * stride + x * Bytes) = WeighTwoAcross(rows + x * Bytes, stride, weights);
                if (x < image.Width)
                    *(uint*)(target + (long)y * stride + x * Bytes) = WeighAcross(rows + x * Bytes, stride, weights);
            }
        }
        return new RgbImage(image.Width, height, pixels);
    }

    /// <summary>The weighted sum of horizontally adjacent pixels, per channel, two at a time.</summary>
    private static uint WeighAlong(byte* pixels, ReadOnlySpan<int> weights)
    {
        fixed (int* w = weights)
        {
            var pairs = Vector256<int>.Zero;
            var k = 0;
            for (; k + 2 * Bytes <= weights.Length; k += 2 * Bytes)
                pairs += LoadTwo(pixels + k) * Vector256.Load(w + k);
            var sum = Half + pairs.GetLower() + pairs.GetUpper();
            if (k < weights.Length)
                sum += LoadOne(pixels + k) * Vector128.Load(w + k);
            return Round(sum);
        }
    }

    /// <summary>The weighted sum of vertically adjacent pixels.</summary>
    private static uint WeighAcross(byte* pixels, int stride, ReadOnlySpan<int> weights)
    {
        var sum = Half;
        for (var k = 0; k < weights.Length; k += Bytes, pixels += stride)
            sum += LoadOne(pixels) * weights[k];
        return Round(sum);
    }

    /// <summary><see cref="WeighAcross"/> for two columns at once.</summary>
    private static ulong WeighTwoAcross(byte* pixels, int stride, ReadOnlySpan<int> weights)
    {
        var sum = Vector256.Create(Half, Half);
        for (var k = 0; k < weights.Length; k += Bytes, pixels += stride)
            sum += LoadTwo(pixels) * weights[k];
        return Round(sum.GetLower()) | (ulong)Round(sum.GetUpper()) << 32;
    }

    private static Vector128<int> LoadOne(byte* pixel) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)pixel).AsByte())).AsInt32();

    private static Vector256<int> LoadTwo(byte* pixels)
    {
        if (Avx2.IsSupported)
            return Avx2.ConvertToVector256Int32(pixels);
        var channels = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)pixels).AsByte());
        return Vector256.Create(Vector128.WidenLower(channels), Vector128.WidenUpper(channels)).AsInt32();
    }

    private static uint Round(Vector128<int> sum)
    {
        var max = Vector128.Create((int)byte.MaxValue);
        var rounded = Vector128.Clamp(sum >> ResamplingFilter.Precision, Vector128<int>.Zero, max).AsUInt32();
        var narrow = Vector128.Narrow(rounded, rounded);
        return Vector128.Narrow(narrow, narrow).AsUInt32().ToScalar();
    }
}
