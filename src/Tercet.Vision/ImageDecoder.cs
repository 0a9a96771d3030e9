using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SkiaSharp;

namespace Tercet.Vision;

/// <summary>Decodes PNG, JPEG, WebP, GIF (first frame) and BMP files to grey, upright as their EXIF orientation says.</summary>
internal static class ImageDecoder
{
    /// <summary>A larger image is refused before it takes memory: a few bytes of PNG can claim terabytes.</summary>
    public const long MaximumPixels = 100_000_000;

    private const string Formats = "PNG, JPEG, WebP, GIF or BMP";
    private const int BytesPerPixel = 4;
    private const int Opaque = 255;

    /// <summary>Decodes a file.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="image">The image, composed over white, its colours as luma (Rec. 601), without colour management.</param>
    /// <param name="fault">What the file is instead of a whole image.</param>
    public static bool TryDecode(
        ReadOnlySpan<byte> file, [NotNullWhen(true)] out GreyImage? image, [NotNullWhen(false)] out string? fault)
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
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if ((long)width * height > MaximumPixels)
        {
            fault = string.Create(CultureInfo.InvariantCulture,
                $"an image of {width} × {height} pixels, more than {MaximumPixels:N0}");
            return false;
        }
        var colours = GC.AllocateUninitializedArray<byte>(width * height * BytesPerPixel);
        var result = Read(codec, colours);
        if (result == SKCodecResult.IncompleteInput || (result == SKCodecResult.Success && ImageSignature.IsPngWithoutEnd(file)))
            fault = "an image that is cut short";
        else if (result != SKCodecResult.Success)
            fault = "a damaged image";
        else
            image = Upright(Grey(colours), width, height, codec.EncodedOrigin);
        return image is not null;
    }

    private static unsafe SKCodecResult Read(SKCodec codec, byte[] colours)
    {
        // No colour space asked for means that values are taken as they are stored.
        var format = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, null);
        fixed (byte* target = colours)
            return codec.GetPixels(format, (nint)target);
    }

    /// <summary>
    /// 0.299 R + 0.587 G + 0.114 B, laid over white; whole numbers up to one division, so every machine gets the same.
    /// </summary>
    private static float[] Grey(ReadOnlySpan<byte> colours)
    {
        var grey = new float[colours.Length / BytesPerPixel];
        for (var i = 0; i < grey.Length; i++)
        {
            var pixel = colours.Slice(i * BytesPerPixel, BytesPerPixel);
            var luma = 299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2];
            var alpha = pixel[3];
            grey[i] = (float)((luma * alpha + 255_000 * (Opaque - alpha)) / 255_000.0);
        }
        return grey;
    }

    private static GreyImage Upright(float[] stored, int width, int height, SKEncodedOrigin origin)
    {
        if (origin == SKEncodedOrigin.TopLeft)
            return new GreyImage(width, height, stored);
        var flipColumns = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var flipRows = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft
            or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var upright = new GreyImage(turned ? height : width, turned ? width : height, new float[stored.Length]);
        for (var y = 0; y < upright.Height; y++)
        {
            for (var x = 0; x < upright.Width; x++)
            {
                var (column, row) = turned ? (y, x) : (x, y);
                column = flipColumns ? width - 1 - column : column;
                row = flipRows ? height - 1 - row : row;
                upright.Pixels[y * upright.Width + x] = stored[row * width + column];
            }
        }
        return upright;
    }
}
