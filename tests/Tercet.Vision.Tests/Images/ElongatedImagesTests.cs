using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

/// <summary>An elongated image of few pixels would have billions if resized to cover a square.</summary>
public class ElongatedImagesTests
{
    [Theory]
    [InlineData(1, 65_535)]
    [InlineData(65_535, 1)]
    public void Every_fit_stays_within_memory(int width, int height)
    {
        var image = Painted.Grey(width, height, (x, y) => Math.Max(x, y) < 32_767 ? 0 : Math.Max(x, y) > 32_767 ? 200 : 100);
        foreach (var interpolation in Enum.GetValues<Interpolation>())
        {
            var cropped = ImageFitting.Fit(image, 224, 224, ImageFit.Crop, 0.875, interpolation);
            Assert.Equal((224, 224), (cropped.Width, cropped.Height));
            Assert.InRange(cropped.Channel()[112 * 224 + 112], 90, 110);
            foreach (var fit in (ImageFit[])[ImageFit.Stretch, ImageFit.Pad])
                Assert.Equal(224, ImageFitting.Fit(image, 224, 224, fit, 1, interpolation).Width);
        }
    }

    [Theory]
    [InlineData(30, 7)]
    [InlineData(7, 30)]
    public void A_part_equals_a_crop_of_the_whole(int width, int height)
    {
        var image = Painted.Colour(width, height, (x, y) => ((byte)(x * 91), (byte)(y * 57), (byte)(x * y * 13)));
        foreach (var interpolation in Enum.GetValues<Interpolation>())
        {
            var whole = Resampling.Resize(image, 45, 30, interpolation);
            var part = Resampling.ResizePart(image, (45, 30), (11, 9, 8, 6), interpolation);
            for (var y = 0; y < 6; y++)
                Assert.Equal(whole.RowAt(9 + y).Slice(11 * 4, 8 * 4).ToArray(), part.RowAt(y).ToArray());
        }
    }

    [Fact]
    public void A_side_over_the_limit_is_rejected()
    {
        Assert.Equal("an image of 70000 × 1 pixels, more than 65,535 along a side", FaultOfLine(70_000));
        Assert.Null(FaultOfLine(65_535));
    }

    private static string? FaultOfLine(int width)
    {
        var file = TestImages.Png(width, 1, 8, TestImages.Grey, [new byte[width]]);
        Assert.Equal(ImageDecoder.TryDecode(file, RgbImage.DefaultMaxPixels, null, out _, out var fault), fault is null);
        return fault;
    }
}
