using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SkiaSharp;

namespace Tercet.Vision.Images;

/// <summary>
/// Decodes image files to pixels bit-identical to Pillow's: both use libjpeg-turbo, libpng and libwebp, and what differs above
/// them (transparency, 16 bits, orientation, palettes) is done here as in Pillow.
/// </summary>
internal static class ImageDecoder
{
    public const string Formats = "PNG, JPEG, WebP, GIF or BMP";

    /// <summary>The limit of JPEG and GIF. Longer sides, even of few pixels, need gigabytes when resized to a square.</summary>
    private const int MaxSide = 65_535;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maxPixels">Maximum number of pixels.</param>
    /// <param name="buffer">Memory for the image, which is valid until the buffer is used again; null allocates.</param>
    /// <param name="image">The image.</param>
    /// <param name="fault">What the file is instead of a complete image.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> file, long maxPixels, PixelBuffer? buffer,
        [NotNullWhen(true)] out RgbImage? image, [NotNullWhen(false)] out string? fault)
    {
        image = null;
        if (file.IsEmpty)
        {
            fault = "an empty file";
            return false;
        }
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        fault = FaultOfFormat(file, codec) ?? FaultOfSize(codec!.Info.Width, codec.Info.Height, maxPixels);
        if (fault is not null)
            return false;
        var (width, height) = (codec!.Info.Width, codec.Info.Height);
        var length = width * height * RgbImage.BytesPerPixel;
        var pixels = buffer?.Take(length) ?? GC.AllocateUninitializedArray<byte>(length);
        fault = FaultOfPixels(file, ReadPixels(file, codec, pixels));
        if (fault is not null)
            return false;
        if (codec.Info.AlphaType != SKAlphaType.Opaque)
            CompositeOverWhite(pixels.AsSpan(0, length));
        image = Orientation.Upright(pixels, width, height, ExifOrientation.ReadFrom(file, codec.EncodedFormat));
        return true;
    }

    private static string? FaultOfFormat(ReadOnlySpan<byte> file, SKCodec? codec) => codec?.EncodedFormat switch
    {
        SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp
            or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Bmp => null,
        // Skia reads more formats, among them WBMP, which nearly any bytes can be taken for.
        not null => $"not an image in {Formats}",
        null => ImageSignature.Detect(file) switch
        {
            { IsDecoded: true } known => $"a truncated or damaged {known.Format} image",
            { } known => $"a {known.Format} image; convert it to {Formats}",
            null => $"not an image in {Formats}",
        },
    };

    private static string? FaultOfSize(int width, int height, long maxPixels)
    {
        var bound = Math.Min(maxPixels, Array.MaxLength / RgbImage.BytesPerPixel);
        if ((long)width * height > bound)
            return string.Create(CultureInfo.InvariantCulture, $"an image of {width} × {height} pixels, more than {bound:N0}");
        if (Math.Max(width, height) > MaxSide)
            return string.Create(
                CultureInfo.InvariantCulture, $"an image of {width} × {height} pixels, more than {MaxSide:N0} along a side");
        return null;
    }

    private static string? FaultOfPixels(ReadOnlySpan<byte> file, SKCodecResult result) => result switch
    {
        SKCodecResult.IncompleteInput => "a truncated image",
        SKCodecResult.Success => ImageSignature.IsTruncated(file) ? "a truncated image" : null,
        _ => "a damaged image",
    };

    /// <summary>Lets the codec decode, and does what Pillow does otherwise.</summary>
    private static SKCodecResult ReadPixels(ReadOnlySpan<byte> file, SKCodec codec, byte[] pixels)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (codec.EncodedFormat == SKEncodedImageFormat.Bmp && BmpDecoder.TryRead(file, width, height, pixels) is { } isComplete)
            return isComplete ? SKCodecResult.Success : SKCodecResult.IncompleteInput;
        var result = ReadPixels(codec, pixels);
        if (codec.EncodedFormat == SKEncodedImageFormat.Gif)
            GifFrame.FillRest(file, width, height, pixels.AsSpan(0, width * height * RgbImage.BytesPerPixel));
        return result;
    }

    private static unsafe SKCodecResult ReadPixels(SKCodec codec, byte[] pixels)
    {
        // Without a target colour space, values are taken as they are stored.
        var format = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        fixed (byte* target = pixels)
            return codec.GetPixels(format, (nint)target);
    }

    /// <summary>colour · alpha + 255 · (1 − alpha), rounded as in Pillow's alpha_composite.</summary>
    private static void CompositeOverWhite(Span<byte> pixels)
    {
        const int Opaque = 255, ColourBytes = 3;
        for (var i = 0; i < pixels.Length; i += RgbImage.BytesPerPixel)
        {
            var alpha = pixels[i + ColourBytes];
            if (alpha == Opaque)
                continue;
            foreach (ref var colour in pixels.Slice(i, ColourBytes))
            {
                var sum = ((colour * alpha + Opaque * (Opaque - alpha)) << 7) + (0x80 << 7);
                colour = (byte)(((sum >> 8) + sum) >> 15);
            }
        }
    }
}
