using Tercet.Vision.Encoders;
using Tercet.Vision.Images;
using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests.Encoders;

public class PixelDescriptorTests
{
    private static readonly PixelDescriptor Pixels = new();

    [Fact]
    public void Grey_pixels_are_given_row_after_row()
    {
        var embedding = Pixels.Encode(Painted.Grey(32, 32, (x, y) => 4 * x + 3 * y));
        Assert.Equal(1024, Pixels.Dimensions);
        Assert.Equal(Enumerable.Range(0, 1024).Select(i => (4 * (i % 32) + 3 * (i / 32)) / 255f), embedding);
    }

    [Theory]
    [InlineData(255, 0, 0, 0.299f)]
    [InlineData(0, 255, 0, 0.587f)]
    [InlineData(0, 0, 255, 0.114f)]
    [InlineData(255, 255, 255, 1f)]
    [InlineData(0, 0, 0, 0f)]
    public void Colours_count_by_their_brightness(byte r, byte g, byte b, float expected) =>
        Assert.All(Pixels.Encode(Painted.Colour(7, 90, (_, _) => (r, g, b))), value => Assert.Equal(expected, value, 1e-6f));

    [Fact]
    public void Other_sizes_are_stretched()
    {
        var image = Painted.Grey(64, 50, (x, y) => (x * 37 + y * 11) % 256);
        Assert.Equal(Resampling.Resize(image, 32, 32, Interpolation.Bilinear).Channel().Select(value => value / 255f), Pixels.Encode(image));
    }
}
