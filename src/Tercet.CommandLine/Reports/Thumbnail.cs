using SkiaSharp;
using Tercet.Vision;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// Thumbnails of items. Always re-encoded, so that nothing of a file but its pixels gets into a report or a page.
/// </summary>
public static class Thumbnail
{
    private const int DefaultSize = 128, JpegQuality = 85;

    /// <summary>Bytes of a PNG that are few enough whatever a JPEG would take.</summary>
    private const int SmallPng = 6_000;

    private static readonly byte[] JpegStart = [0xFF, 0xD8];

    /// <summary>The thumbnail of an item; null where it has no image that can be shown.</summary>
    /// <param name="images">The folder of the images.</param>
    /// <param name="files">The files of the item's table; null for none.</param>
    /// <param name="row">The item's row.</param>
    /// <param name="size">The most pixels in each direction.</param>
    /// <returns>A PNG, or a JPEG where that takes less.</returns>
    public static byte[]? Of(ImageFolder images, IReadOnlyList<string>? files, int row, int size = DefaultSize)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (files is null)
            return null;
        try
        {
            return images.Locate(files[row]) is { } path ? Encode(RgbImage.Load(path, images.MaxPixels), size) : null;
        }
        catch (Exception e) when (e is InvalidInputException or OutOfMemoryException)
        {
            return null; // All is mined by now: a picture is not worth the run.
        }
    }

    /// <summary>The media type of a thumbnail.</summary>
    /// <param name="content">Its bytes.</param>
    public static string MediaTypeOf(ReadOnlySpan<byte> content) => content.StartsWith(JpegStart) ? "image/jpeg" : "image/png";

    private static byte[] Encode(RgbImage image, int size)
    {
        var scale = Math.Min(1, size / (double)Math.Max(image.Width, image.Height));
        var small = image.Resize(Math.Max(1, (int)(image.Width * scale)), Math.Max(1, (int)(image.Height * scale)));
        using var pixels = SKImage.FromPixelCopy(
            new SKImageInfo(small.Width, small.Height, SKColorType.Rgba8888, SKAlphaType.Opaque), small.Pixels);
        using var png = pixels.Encode(SKEncodedImageFormat.Png, 100);
        if (png.Size <= SmallPng)
            return png.ToArray();
        using SKData? jpeg = pixels.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        return (jpeg?.Size < png.Size ? jpeg : png).ToArray();
    }
}
