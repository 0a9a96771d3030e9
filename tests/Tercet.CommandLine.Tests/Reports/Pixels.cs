using SkiaSharp;

namespace Tercet.CommandLine.Tests.Reports;

internal static class Pixels
{
    public static SKBitmap Decode(byte[] png) => SKBitmap.Decode(png) ?? throw new InvalidDataException("Not a PNG.");

    /// <summary>How many pixels of the area are darker than paper and grid.</summary>
    public static int Ink(SKBitmap image, SKRectI area)
    {
        int ink = 0;
        for (int y = area.Top; y < area.Bottom; y++)
            for (int x = area.Left; x < area.Right; x++)
                ink += image.GetPixel(x, y).Red < 200 ? 1 : 0;
        return ink;
    }
}
