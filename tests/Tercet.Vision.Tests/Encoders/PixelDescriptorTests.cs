using Tercet.Vision.Images;
using Tercet.Vision.Tests.Images;

namespace Tercet.Vision.Tests.Encoders;

public class PixelDescriptorTests
{
    private static readonly PixelDescriptor Pixels = new();

    [Fact]
    public void Grey_pixels_are_in_row_order()
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
    public void Colours_are_weighted_by_luma(byte r, byte g, byte b, float expected) =>
        Assert.All(Pixels.Encode(Painted.Colour(7, 90, (_, _) => (r, g, b))), value => Assert.Equal(expected, value, 1e-6f));

    [Fact]
    public void Other_sizes_are_stretched()
    {
        var image = Painted.Grey(64, 50, (x, y) => (x * 37 + y * 11) % 256);
        Assert.Equal(
            Resampling.Resize(image, 32, 32, Interpolation.Bilinear).Channel().Select(value => value / 255f),
            Pixels.Encode(image));
    }

    [Fact]
    public void Colours_are_in_planes()
    {
        var image = Painted.Colour(5, 5, (x, y) => ((byte)(10 * x), (byte)(10 * y), (byte)(x + y)));
        var pixels = new PixelDescriptor(5, color: true);
        Assert.Equal(75, pixels.Dimensions);
        Assert.Equal(
            Enumerable.Range(0, 75)
                .Select(i => (i / 25) switch { 0 => 10 * (i % 5), 1 => 10 * (i % 25 / 5), _ => i % 5 + i % 25 / 5 } / 255f),
            pixels.Encode(image));
    }

    [Fact]
    public void Rounded_pixels_equal_the_input_of_a_model()
    {
        var image = Painted.Colour(40, 30, (x, y) => ((byte)(6 * x), (byte)(8 * y), (byte)(3 * x + 4 * y)));
        var preparation = new ImagePreparation();
        var fitted = ImageFitting.Fit(image, 16, 16, preparation.Fit, preparation.CropShare, preparation.Interpolation);
        float Fed(byte value, int channel) => (float)preparation.Convert(value, channel);

        Assert.All(Enumerable.Range(0, 256), value => Assert.Equal(Fed((byte)value, 0), value / 255f));
        Assert.Equal(
            Enumerable.Range(0, 256).Select(i => Fed(RgbImage.LumaOf(fitted.Pixels.Slice(i * RgbImage.BytesPerPixel, 3)), 0)),
            new PixelDescriptor(16, rounded: true).Encode(image));
        Assert.Equal(
            Enumerable.Range(0, 768).Select(i => Fed(fitted.Pixels[i % 256 * RgbImage.BytesPerPixel + i / 256], i / 256)),
            new PixelDescriptor(16, color: true, rounded: true).Encode(image));
    }

    [Fact]
    public void The_default_fingerprint_is_pinned_and_every_option_changes_it()
    {
        Assert.Equal("pixels v1: grey, 32 x 32, 0 to 1", Pixels.Settings["encoder"]);
        PixelDescriptor[] all = [Pixels, new(33), new(color: true), new(rounded: true)];
        Assert.Equal(4, all.Select(pixels => pixels.Fingerprint).Distinct().Count());
        Assert.Equal(new PixelDescriptor(color: true, rounded: true).Fingerprint, all[2].Fingerprint);
    }
}
