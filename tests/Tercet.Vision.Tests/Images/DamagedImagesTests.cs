using System.Buffers.Binary;
using SkiaSharp;
using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

public class DamagedImagesTests
{
    /// <summary>Every format, and every kind with a decoding path of its own.</summary>
    public static TheoryData<string> Files() =>
        [.. Directory.EnumerateFiles(Fixture.PathOf("images")).Select(file => Path.GetFileName(file))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_damaged_image_is_decoded_or_rejected(string name)
    {
        var whole = Fixture.BytesOf("images/" + name);
        var random = new Random(name.Length);
        for (var i = 0; i < 60; i++)
        {
            var file = whole.ToArray();
            for (var changes = random.Next(1, 8); changes > 0; changes--)
                file[random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 100) : file.Length)] = (byte)random.Next(256);
            DecodeOrReject(file.AsSpan(0, random.Next(3) == 0 ? random.Next(file.Length + 1) : file.Length));
        }
    }

    /// <summary>Only the first image of a GIF is read, so what follows it may be missing.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Truncation_is_detected(string name)
    {
        var whole = Fixture.BytesOf("images/" + name);
        var firstImage = name switch
        {
            "gif-animated.gif" => whole.Length / 2,
            _ when name.EndsWith(".gif", StringComparison.Ordinal) => whole.Length - 1,
            _ => whole.Length,
        };
        for (var length = 0; length < firstImage; length += Math.Max(1, whole.Length / 200))
            Assert.False(
                ImageDecoder.TryDecode(whole.AsSpan(0, length), 1_000_000, null, out _, out _),
                $"{length} of {whole.Length} bytes");
        Assert.False(ImageDecoder.TryDecode(whole.AsSpan(0, firstImage - 1), 1_000_000, null, out _, out _));
    }

    [Fact]
    public void A_damaged_png_orientation_is_upright()
    {
        byte[] whole = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0];
        Assert.Equal(SKEncodedOrigin.RightTop, OrientationOf(whole));
        for (var length = 0; length < whole.Length - 2; length++)
            Assert.Equal(SKEncodedOrigin.TopLeft, OrientationOf(whole[..length]));
        uint[] directories =
            [0, 1, 7, .. Enumerable.Range(9, 20).Select(i => (uint)i), int.MaxValue, int.MaxValue + 1u, uint.MaxValue];
        foreach (var directory in directories)
        {
            BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(4), directory);
            Assert.Equal(SKEncodedOrigin.TopLeft, OrientationOf(whole));
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 5, 1, 0xFF })] // a WBMP of 5 × 1 pixels
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void Other_formats_are_rejected(byte[] file)
    {
        Assert.False(ImageDecoder.TryDecode(file, 1_000_000, null, out _, out var fault));
        Assert.Equal("not an image in PNG, JPEG, WebP, GIF or BMP", fault);
    }

    private static SKEncodedOrigin OrientationOf(byte[] tiff) =>
        ExifOrientation.ReadFrom(
            TestImages.Png(1, 1, 8, TestImages.Grey, [[0]], ("eXIf", tiff)), SKEncodedImageFormat.Png);

    private static void DecodeOrReject(ReadOnlySpan<byte> file)
    {
        var decoded = ImageDecoder.TryDecode(file, 1_000_000, null, out var image, out var fault);
        Assert.Equal(decoded, image is not null);
        Assert.Equal(!decoded, fault is { Length: > 0 });
        if (decoded)
            Assert.Equal(image!.Width * image.Height * RgbImage.BytesPerPixel, image.Pixels.Length);
    }
}
