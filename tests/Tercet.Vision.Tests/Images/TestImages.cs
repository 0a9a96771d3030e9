using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace Tercet.Vision.Tests.Images;

/// <summary>Generated image files.</summary>
internal static class TestImages
{
    public const byte Grey = 0;
    public const byte Colour = 2;
    public const byte Palette = 3;
    public const byte GreyAlpha = 4;

    /// <summary>Random lines drawn by Skia, reproducible by seed.</summary>
    public static byte[] Drawn(int seed, int width, int height, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        var random = new Random(seed);
        return Encoded(width, height, format, canvas =>
        {
            canvas.Clear(SKColors.White);
            for (var i = 0; i < 6; i++)
            {
                using var paint = new SKPaint
                {
                    Color = new SKColor((byte)random.Next(256), (byte)random.Next(256), (byte)random.Next(256)),
                    StrokeWidth = random.Next(1, 6),
                    IsAntialias = true,
                };
                canvas.DrawLine(random.Next(width), random.Next(height), random.Next(width), random.Next(height), paint);
            }
        });
    }

    public static byte[] Encoded(
        int width, int height, SKEncodedImageFormat format, Action<SKCanvas> draw, SKColorType colours = SKColorType.Rgba8888)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, colours, SKAlphaType.Unpremul));
        using (var canvas = new SKCanvas(bitmap))
            draw(canvas);
        using var file = bitmap.Encode(format, 100);
        return file.ToArray();
    }

    /// <summary>A PNG of a kind that Skia reads but does not write.</summary>
    public static byte[] Png(
        int width, int height, byte bits, byte kind, byte[][] rows, params (string Type, byte[] Content)[] extra)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, kind);
        WriteChunk(file, "IHDR", header);
        foreach (var (type, content) in extra)
            WriteChunk(file, type, content);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            foreach (var row in rows)
                deflate.Write([0, .. row]);
        }
        WriteChunk(file, "IDAT", packed.ToArray());
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>Inserts an EXIF segment with only an orientation, 1 to 8, into a JPEG file.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] tiff = [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        byte[] content = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(content.Length + 2), .. content, .. jpeg[2..]];
    }

    private static void WriteChunk(MemoryStream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32(body));
        file.Write(number);
    }

    private static uint Crc32(byte[] bytes)
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
}
