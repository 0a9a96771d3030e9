using System.Runtime.InteropServices;
using SkiaSharp;

namespace Tercet.Vision.Images;

/// <summary>Rotates and flips a stored image according to its EXIF orientation.</summary>
internal static class Orientation
{
    public static RgbImage Upright(byte[] stored, int width, int height, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
            return new RgbImage((width, height), stored);
        var flipColumns = origin is SKEncodedOrigin.TopRight or SKEncodedOrigin.BottomRight
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var flipRows = origin is SKEncodedOrigin.BottomRight or SKEncodedOrigin.BottomLeft
            or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom;
        var turned = origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        var (uprightWidth, uprightHeight) = turned ? (height, width) : (width, height);
        var upright = new byte[width * height * RgbImage.BytesPerPixel];
        var source = MemoryMarshal.Cast<byte, uint>(stored);
        var target = MemoryMarshal.Cast<byte, uint>(upright.AsSpan());
        for (var y = 0; y < uprightHeight; y++)
        {
            for (var x = 0; x < uprightWidth; x++)
            {
                var (column, row) = turned ? (y, x) : (x, y);
                column = flipColumns ? width - 1 - column : column;
                row = flipRows ? height - 1 - row : row;
                target[y * uprightWidth + x] = source[row * width + column];
            }
        }
        return new RgbImage(uprightWidth, uprightHeight, upright);
    }
}
