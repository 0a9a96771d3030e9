using System.Buffers.Binary;
using SkiaSharp;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public sealed class ThumbnailTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tercet-thumbnails-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(300, 150, 128, 64)]
    [InlineData(1000, 2, 128, 1)]
    [InlineData(20, 10, 20, 10)]
    public void Large_images_are_reduced_and_small_ones_keep_their_size(int width, int height, int shownWidth, int shownHeight)
    {
        Write("photos/a.png", Png(width, height));
        using var shown = SKBitmap.Decode(Of("a.png"));
        Assert.Equal((shownWidth, shownHeight), (shown.Width, shown.Height));
        Assert.Equal(Colour, shown.GetPixel(0, 0));
    }

    [Fact]
    public void What_a_png_holds_badly_is_a_jpeg()
    {
        using var noise = new SKBitmap(new SKImageInfo(128, 128, SKColorType.Rgb888x, SKAlphaType.Opaque));
        for (var i = 0; i < 128 * 128; i++)
            noise.SetPixel(i % 128, i / 128, new SKColor((byte)(i * 7919 % 251), (byte)(i * 104729 % 241), (byte)(i * 1299709 % 239)));
        Write("photos/a.png", noise.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        Write("photos/b.png", Png(128, 128));
        var folder = new ImageFolder(Path.Combine(_folder.FullName, "photos"), 1_000_000);
        string TypeOf(string file) => Thumbnail.MediaTypeOf(Thumbnail.Of(folder, [file], 0));
        Assert.Equal(("image/jpeg", "image/png"), (TypeOf("a.png"), TypeOf("b.png")));
    }

    [Fact]
    public void Nothing_of_a_file_but_its_pixels_is_kept()
    {
        byte[] file = [.. Png(8, 8), .. "a secret behind the image"u8];
        Write("photos/a.png", file);
        Assert.Equal(-1, Of("a.png").AsSpan().IndexOf("secret"u8));
    }

    [Fact]
    public void Transparent_pixels_are_white()
    {
        using var clear = new SKBitmap(new SKImageInfo(4, 4, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Write("photos/a.png", clear.Encode(SKEncodedImageFormat.Png, 100).ToArray());
        using var shown = SKBitmap.Decode(Of("a.png"));
        Assert.Equal(SKColors.White, shown.GetPixel(1, 1));
    }

    [Fact]
    public void Images_outside_the_folder_are_not_shown()
    {
        Write("photos/a.png", Png(8, 8));
        Write("photos/..a/a.png", Png(8, 8));
        Write("photos-2/a.png", Png(8, 8));
        Write("a.png", Png(8, 8));
        Assert.NotNull(Of("a.png"));
        Assert.NotNull(Of("./b/../a.png"));
        Assert.NotNull(Of("..a/a.png"));
        Assert.NotNull(Of(Path.Combine(_folder.FullName, "photos", "a.png")));
        Assert.Null(Of("../a.png"));
        Assert.Null(Of("../photos-2/a.png"));
        Assert.Null(Of("b/../../a.png"));
        Assert.Null(Of(Path.Combine(_folder.FullName, "a.png")));
    }

    [Theory]
    [InlineData("missing.png")]
    [InlineData("a\0b.png")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a-name-that-is-too-long")]
    public void A_name_without_an_image_has_no_thumbnail(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "photos"));
        Assert.Null(Of(name.Replace("too", new string('o', 5_000), StringComparison.Ordinal)));
    }

    [Fact]
    public void A_table_without_files_has_no_thumbnails() => Assert.Null(Thumbnail.Of(new ImageFolder("photos", 100), null, 0));

    /// <summary>A drawing area of 60,842 × 43,626 pixels in 73 bytes.</summary>
    [Fact]
    public void A_gif_of_a_huge_area_has_no_thumbnail()
    {
        Write("photos/a.gif", Convert.FromHexString(
            "474946383961AAED6AAAA000A004AC0C4000F5586001BB22F880FBB50B0100000000054BF00144DE"
            + "3300CBE20600108800000A48A0ECC077EF2F9E18C20000000049454E44AE426082"));
        Assert.Null(Of("a.gif"));
    }

    [Fact]
    public void A_png_that_claims_gigabytes_has_no_thumbnail()
    {
        var png = Png(8, 8);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), 46_000);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), 46_000);
        var header = png.AsSpan(12, 17);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc32(header));
        Write("photos/a.png", png);
        Assert.Null(Of("a.png"));
    }

    [Fact]
    public void The_limit_of_the_encoder_applies()
    {
        Write("photos/a.png", Png(10, 10));
        Assert.NotNull(Of("a.png", maxPixels: 100));
        Assert.Null(Of("a.png", maxPixels: 99));
    }

    /// <summary>As pipes, devices have no length; to read one may never end.</summary>
    [Fact]
    public void A_link_to_a_device_has_no_thumbnail()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no /dev/zero.");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "photos"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "photos", "a.png"), "/dev/zero");
        Assert.Null(Of("a.png"));
    }

    private static readonly SKColor Colour = new(200, 100, 50);

    private static byte[] Png(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(Colour);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    private byte[]? Of(string file, long maxPixels = 100_000_000) =>
        Thumbnail.Of(new ImageFolder(Path.Combine(_folder.FullName, "photos"), maxPixels), [file], 0);
}
