using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SkiaSharp;
using Tercet.Vision.Images;

namespace Tercet.Vision.Tests.Images;

/// <summary>What Pillow 12 finds; what Debian's Pillow 9.4 finds too is among the fixtures.</summary>
public class ExifOrientationTests
{
    private const string Attribute = "<x tiff:Orientation=\"6\"/>", Element = "<tiff:Orientation>6</tiff:Orientation>";
    private const string Adobe = "http://ns.adobe.com/xap/1.0/\0";

    private static readonly byte[] Jpeg = TestImages.Drawn(1, 4, 3, SKEncodedImageFormat.Jpeg);

    [Theory]
    [InlineData(3, 1, 6, 6)] // 16 bits
    [InlineData(4, 1, 6, 6)] // 32 bits
    [InlineData(9, 1, 6, 6)]
    [InlineData(3, 2, 6, 1)] // not a single number
    [InlineData(1, 1, 6, 1)] // bytes
    [InlineData(3, 1, 9, 1)]
    [InlineData(4, 1, 0x10006, 1)]
    public void Of_a_number_of_any_size(int type, int count, int value, int expected)
    {
        Assert.Equal(expected, OfJpeg([.. "Exif\0\0"u8, .. Tiff(little: true, (type, count, value))]));
        Assert.Equal(expected, OfJpeg([.. "Exif\0\0"u8, .. Tiff(little: false, (type, count, value))]));
    }

    [Fact]
    public void Of_several_the_last_counts() =>
        Assert.Equal(8, OfJpeg([.. "Exif\0\0"u8, .. Tiff(little: true, (3, 1, 6), (4, 1, 8))]));

    [Theory]
    [InlineData(Attribute, 6)]
    [InlineData(Element, 6)]
    [InlineData("tiff:Orientation=\"x\" tiff:Orientation=\"3\"", 3)]
    [InlineData("tiff:Orientation='6'", 1)]
    [InlineData("tiff:Orientation=\"", 1)]
    [InlineData("tiff:Orientation=\"9\"", 1)]
    public void Of_xmp(string xmp, int expected)
    {
        Assert.Equal(expected, OfJpeg(Encoding.UTF8.GetBytes(Adobe + xmp)));
        Assert.Equal(expected, OfPng("iTXt", "XML:com.adobe.xmp\0\0\0en\0\0" + xmp));
        Assert.Equal(expected, OfPng("tEXt", "XML:com.adobe.xmp\0" + xmp));
        Assert.Equal(expected, (int)ExifOrientation.ReadFrom(Webp(0x04, ("XMP ", xmp)), SKEncodedImageFormat.Webp));
    }

    [Fact]
    public void Exif_comes_before_xmp()
    {
        byte[] exif = [.. "Exif\0\0"u8, .. Tiff(little: true, (3, 1, 1))];
        Assert.Equal(1, OfJpeg(Encoding.UTF8.GetBytes(Adobe + Attribute), exif));
        Assert.Equal(6, OfJpeg(Encoding.UTF8.GetBytes(Adobe + Attribute), [.. "Exif\0\0"u8, .. Tiff(little: true)]));
    }

    [Fact]
    public void Packed_texts_are_unpacked()
    {
        Assert.Equal(6, OfPng("zTXt", "XML:com.adobe.xmp\0\0", Packed(Attribute)));
        Assert.Equal(6, OfPng("iTXt", "XML:com.adobe.xmp\0\u0001\0\0\0", Packed(Attribute)));
        Assert.Equal(1, OfPng("zTXt", "XML:com.adobe.xmp\0\0", Packed(Attribute)[..^9]));
        Assert.Equal(1, OfPng("zTXt", "XML:com.adobe.xmp\0\0", Packed(Attribute.PadLeft(3 << 20))));
    }

    [Theory]
    [InlineData("tEXt", "Raw profile type exif")]
    [InlineData("tEXt", "Raw profile type exif\0")]
    [InlineData("tEXt", "Raw profile type exif\0\nexif\n  8\n4d4")]
    [InlineData("tEXt", "Raw profile type exif\0\nexif\n  8\nno digits")]
    [InlineData("zTXt", "Raw profile type exif\0")]
    [InlineData("iTXt", "XML:com.adobe.xmp\0\0")]
    [InlineData("iTXt", "XML:com.adobe.xmp\0\0\0")]
    public void Damaged_texts_state_nothing(string type, string content) => Assert.Equal(1, OfPng(type, content));

    [Fact]
    public void Chunks_of_webp_count_where_they_are_announced()
    {
        var tiff = Encoding.Latin1.GetString(Tiff(little: true, (3, 1, 6)));
        Assert.Equal(6, (int)ExifOrientation.ReadFrom(Webp(0x08, ("EXIF", tiff)), SKEncodedImageFormat.Webp));
        Assert.Equal(1, (int)ExifOrientation.ReadFrom(Webp(0x04, ("EXIF", tiff)), SKEncodedImageFormat.Webp));
    }

    private static int OfJpeg(params byte[][] segments)
    {
        var inserted = segments.SelectMany(segment =>
            (byte[])[0xFF, 0xE1, (byte)(segment.Length + 2 >> 8), (byte)(segment.Length + 2), .. segment]);
        return (int)ExifOrientation.ReadFrom([.. Jpeg[..2], .. inserted, .. Jpeg[2..]], SKEncodedImageFormat.Jpeg);
    }

    private static int OfPng(string type, string content, params byte[] more) => (int)ExifOrientation.ReadFrom(
        TestImages.Png(1, 1, 8, TestImages.Grey, [[0]], (type, [.. Encoding.Latin1.GetBytes(content), .. more])),
        SKEncodedImageFormat.Png);

    private static byte[] Webp(byte flags, params (string Type, string Content)[] chunks)
    {
        byte[] file = [.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, flags, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        foreach (var (type, content) in chunks)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
            file = [.. file, .. Encoding.ASCII.GetBytes(type), .. length, .. Encoding.Latin1.GetBytes(content)];
        }
        return file;
    }

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Optimal))
            stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>A TIFF directory with entries of the orientation.</summary>
    private static byte[] Tiff(bool little, params (int Type, int Count, int Value)[] entries)
    {
        var isShort = (int type) => type is 3 or 8;
        return
        [
            .. little ? "II*\0"u8 : "MM\0*"u8, .. Number(8, 4), .. Number(entries.Length, 2),
            .. entries.SelectMany(entry => (byte[])
            [
                .. Number(0x0112, 2), .. Number(entry.Type, 2), .. Number(entry.Count, 4),
                .. isShort(entry.Type) ? [.. Number(entry.Value, 2), 0, 0] : Number(entry.Value, 4),
            ]),
            .. Number(0, 4),
        ];

        byte[] Number(int value, int bytes)
        {
            var number = Enumerable.Range(0, bytes).Select(i => (byte)(value >> 8 * i));
            return [.. little ? number : number.Reverse()];
        }
    }
}
