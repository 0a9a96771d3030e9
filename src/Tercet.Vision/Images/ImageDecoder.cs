using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SkiaSharp;

namespace Tercet.Vision.Images;

/// <summary>
/// Decodes image files to the very pixels that Pillow gives: libjpeg-turbo, libpng and libwebp lie under both, and what differs
/// above them (transparency, 16 bits, orientation) is done here as there.
/// </summary>
internal static class ImageDecoder
{
    public const string Formats = "PNG, JPEG, WebP, GIF or BMP";

    /// <summary>What JPEG and GIF can hold. A longer line, though of few pixels, takes gigabytes on its way to a square.</summary>
    private const int MaxSide = 65_535;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maxPixels">The most pixels an image may have.</param>
    /// <param name="buffer">What the image may lie in, until the buffer is used again; null for memory of its own.</param>
    /// <param name="image">The image.</param>
    /// <param name="fault">What the file is instead of a whole image.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> file, long maxPixels, PixelBuffer? buffer, [NotNullWhen(true)] out RgbImage? image, [NotNullWhen(false)] out string? fault)
    {
        image = null;
        fault = null;
        if (file.IsEmpty)
        {
            fault = "an empty file";
            return false;
        }
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null)
        {
            fault = ImageSignature.Of(file) switch
            {
                { IsDecoded: true } known => $"a {known.Format} image that is cut short or damaged",
                { } known => $"a {known.Format} image; convert it to {Formats}",
                null => $"not an image in {Formats}",
            };
            return false;
        }
        if (codec.EncodedFormat is not (SKEncodedImageFormat.Png or SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Webp or SKEncodedImageFormat.Gif or SKEncodedImageFormat.Bmp))
        {
            // Skia knows more, among them WBMP, which is hardly told from any bytes.
            fault = $"not an image in {Formats}";
            return false;
        }
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var bound = Math.Min(maxPixels, Array.MaxLength / RgbImage.BytesPerPixel);
        if ((long)width * height > bound || Math.Max(width, height) > MaxSide)
        {
            fault = (long)width * height > bound
                ? string.Create(CultureInfo.InvariantCulture, $"an image of {width} × {height} pixels, more than {bound:N0}")
                : string.Create(CultureInfo.InvariantCulture, $"an image of {width} × {height} pixels, more than {MaxSide:N0} along a side");
            return false;
        }
        var length = width * height * RgbImage.BytesPerPixel;
        var pixels = buffer?.Take(length) ?? GC.AllocateUninitializedArray<byte>(length);
        var result = Read(codec, pixels);
        if (result == SKCodecResult.IncompleteInput || (result == SKCodecResult.Success && ImageSignature.IsCutShort(file)))
        {
            fault = "an image that is cut short";
            return false;
        }
        if (result != SKCodecResult.Success)
        {
            fault = "a damaged image";
            return false;
        }
        if (codec.Info.AlphaType != SKAlphaType.Opaque)
            LayOverWhite(pixels.AsSpan(0, length));
        var origin = codec.EncodedFormat == SKEncodedImageFormat.Png ? PngOrientation.Of(file) : codec.EncodedOrigin;
        image = Orientation.Upright(pixels, width, height, origin);
        return true;
    }

    private static unsafe SKCodecResult Read(SKCodec codec, byte[] pixels)
    {
        // No colour space asked for means that values are taken as they are stored.
        var format = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        fixed (byte* target = pixels)
            return codec.GetPixels(format, (nint)target);
    }

    /// <summary>colour · alpha + 255 · (1 − alpha), rounded as Pillow's alpha_composite rounds.</summary>
    private static void LayOverWhite(Span<byte> pixels)
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
