using SkiaSharp;
using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

public class ImageDecoderTests
{
    [Fact]
    public void Colours_are_read_as_stored()
    {
        var image = Decode(TestImages.Png(4, 1, 8, TestImages.Colour, [[255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 78, 79]]));
        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0, 255, 77, 78, 79], Fixture.Colours(image));
    }

    [Fact]
    public void Transparent_pixels_are_composited_over_white()
    {
        var image = Decode(TestImages.Png(3, 1, 8, TestImages.GreyAlpha, [[100, 0, 100, 51, 100, 255]]));
        Assert.Equal([255, (int)(0.2 * 100 + 0.8 * 255), 100], image.Channel());
    }

    [Fact]
    public void A_palette_is_looked_up()
    {
        var image = Decode(TestImages.Png(4, 1, 2, TestImages.Palette, [[0b00_01_10_11]],
            ("PLTE", [0, 0, 0, 9, 9, 9, 200, 200, 200, 255, 255, 255]), ("tRNS", [255, 255, 0])));
        Assert.Equal([0, 9, 255, 255], image.Channel());
    }

    [Fact]
    public void Sixteen_bits_are_read_as_eight()
    {
        var image = Decode(TestImages.Png(3, 1, 16, TestImages.Grey, [[0, 0, 128, 128, 255, 255]]));
        Assert.Equal([0, 128, 255], image.Channel());
    }

    [Fact]
    public void One_bit_is_black_or_white()
    {
        var image = Decode(TestImages.Png(8, 1, 1, TestImages.Grey, [[0b1010_0001]]));
        Assert.Equal([255, 0, 255, 0, 0, 0, 0, 255], image.Channel());
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public void Lossy_formats_come_close(SKEncodedImageFormat format)
    {
        var image = Decode(TestImages.Encoded(16, 8, format, canvas => canvas.Clear(new SKColor(120, 120, 120))));
        Assert.Equal((16, 8), (image.Width, image.Height));
        Assert.All(Fixture.Colours(image), value => Assert.Equal(120f, value, 3f));
    }

    /// <summary>
    /// EXIF defines an orientation by where the stored first row and first column are displayed. The stored image is black where
    /// the two meet, and grey at the other end of the first row.
    /// </summary>
    [Theory]
    [InlineData(1, "top", "left")]
    [InlineData(2, "top", "right")]
    [InlineData(3, "bottom", "right")]
    [InlineData(4, "bottom", "left")]
    [InlineData(5, "left", "top")]
    [InlineData(6, "right", "top")]
    [InlineData(7, "right", "bottom")]
    [InlineData(8, "left", "bottom")]
    public void Exif_orientation_is_applied(byte orientation, string firstRow, string firstColumn)
    {
        var jpeg = TestImages.Encoded(48, 32, SKEncodedImageFormat.Jpeg, canvas =>
        {
            canvas.Clear(SKColors.White);
            using var black = new SKPaint { Color = SKColors.Black };
            using var grey = new SKPaint { Color = new SKColor(128, 128, 128) };
            canvas.DrawRect(0, 0, 16, 16, black);
            canvas.DrawRect(32, 0, 16, 16, grey);
        });
        var image = Decode(TestImages.WithOrientation(jpeg, orientation));

        Assert.Equal(orientation >= 5 ? (32, 48) : (48, 32), (image.Width, image.Height));
        int At(params string[] sides)
        {
            var x = sides.Contains("right") ? image.Width - 8 : 8;
            var y = sides.Contains("bottom") ? image.Height - 8 : 8;
            return image.Channel()[y * image.Width + x];
        }
        Assert.Equal(0f, At(firstRow, firstColumn), 3f);
        Assert.Equal(128f, At(firstRow, Opposite(firstColumn)), 3f);
        Assert.Equal(255f, At(Opposite(firstRow), firstColumn), 3f);
    }

    [Fact]
    public void Every_truncation_of_a_png_is_detected()
    {
        var file = TestImages.Drawn(seed: 3, 40, 30);
        for (var length = 0; length < file.Length; length++)
            Assert.NotNull(Fault(file[..length]));
    }

    [Fact]
    public void Every_truncation_of_a_jpeg_is_detected()
    {
        var file = TestImages.Drawn(seed: 3, 40, 30, SKEncodedImageFormat.Jpeg);
        for (var length = 0; length < file.Length; length++)
            Assert.NotNull(Fault(file[..length]));
    }

    [Fact]
    public void Faults_are_named()
    {
        var png = TestImages.Drawn(seed: 1, 40, 30);
        var jpeg = TestImages.Drawn(seed: 1, 40, 30, SKEncodedImageFormat.Jpeg);
        var damaged = (byte[])png.Clone();
        damaged[png.Length / 2] ^= 0x55;

        Assert.Equal("an empty file", Fault([]));
        Assert.Equal("not an image in PNG, JPEG, WebP, GIF or BMP", Fault("<html>Not found</html>"u8.ToArray()));
        Assert.Equal("a TIFF image; convert it to PNG, JPEG, WebP, GIF or BMP", Fault("II*\0 and more"u8.ToArray()));
        Assert.Equal("a truncated or damaged PNG image", Fault(png[..20]));
        Assert.Equal("a truncated or damaged JPEG image", Fault(jpeg[..100]));
        Assert.Equal("a truncated image", Fault(png[..(png.Length / 2)]));
        Assert.Equal("a truncated image", Fault(png[..^1]));
        Assert.Equal("a truncated image", Fault(jpeg[..^1]));
        Assert.Equal("a damaged image", Fault(damaged));
    }

    [Fact]
    public void Too_many_pixels_are_rejected_before_decoding() =>
        Assert.Equal(
            "an image of 20000 × 10000 pixels, more than 100,000,000",
            Fault(TestImages.Png(20_000, 10_000, 8, TestImages.Grey, [[0]])));

    private static RgbImage Decode(byte[] file)
    {
        Assert.True(ImageDecoder.TryDecode(file, RgbImage.DefaultMaxPixels, null, out var image, out var fault), fault);
        return image;
    }

    private static string? Fault(byte[] file)
    {
        Assert.Equal(
            ImageDecoder.TryDecode(file, RgbImage.DefaultMaxPixels, null, out var image, out var fault), image is not null);
        return fault;
    }

    private static string Opposite(string side) => side switch
    {
        "top" => "bottom",
        "bottom" => "top",
        "left" => "right",
        _ => "left",
    };
}
