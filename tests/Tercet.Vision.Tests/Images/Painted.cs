namespace Tercet.Vision.Tests.Images;

/// <summary>Images from a formula.</summary>
internal static class Painted
{
    public static RgbImage Grey(int width, int height, Func<int, int, int> grey) =>
        Colour(width, height, (x, y) => ((byte)grey(x, y), (byte)grey(x, y), (byte)grey(x, y)));

    public static RgbImage Colour(int width, int height, Func<int, int, (byte R, byte G, byte B)> colour)
    {
        var pixels = new List<byte>();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (r, g, b) = colour(x, y);
                pixels.AddRange([r, g, b, 255]);
            }
        }
        return new RgbImage(width, height, [.. pixels]);
    }

    /// <summary>One channel of each pixel.</summary>
    public static int[] Channel(this RgbImage image, int channel = 0) =>
        [.. image.Pixels.ToArray().Where((_, i) => i % 4 == channel).Select(value => (int)value)];
}
