using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>
/// Decodes BMP files of up to 16 bits per pixel as Pillow does, which rounds 5 and 6 bits down, takes values beyond the palette
/// for grey, and run lengths that are skipped for the first colour.
/// </summary>
internal static class BmpDecoder
{
    private const int MaxColours = 256;

    /// <summary>Decodes a file that a codec accepts.</summary>
    /// <param name="file">The file.</param>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Receives the pixels, four bytes each.</param>
    /// <returns>Whether the file is complete; null for kinds of files that are left to the codec.</returns>
    public static bool? TryRead(ReadOnlySpan<byte> file, int width, int height, Span<byte> pixels)
    {
        if (BmpHeader.Read(file) is not { } header)
            return null;
        var data = file[header.PixelStart..];
        var isRaw = header.Compression is BmpHeader.Raw or BmpHeader.Masks;
        var stride = isRaw ? (int)(((long)width * header.Bits + 31) / 32 * 4) : width;
        byte[]? values = null;
        if (isRaw ? (long)stride * height > data.Length : (values = Unpack(data, width, height, header)) is null)
            return false;
        var rows = isRaw ? data : values;
        var palette = PaletteOf(file, header);
        for (var y = 0; y < height; y++)
        {
            var row = rows.Slice((header.IsTopDown ? y : height - 1 - y) * stride, stride);
            var target = pixels.Slice(y * width * RgbImage.BytesPerPixel, width * RgbImage.BytesPerPixel);
            for (var x = 0; x < width; x++)
            {
                var pixel = target.Slice(x * RgbImage.BytesPerPixel, RgbImage.BytesPerPixel);
                if (header.Bits == 16)
                    SetColour(pixel, BinaryPrimitives.ReadUInt16LittleEndian(row[(x * 2)..]), header.GreenBits);
                else
                    palette.AsSpan((isRaw ? ValueAt(row, x, header.Bits) : row[x]) * RgbImage.BytesPerPixel, pixel.Length)
                        .CopyTo(pixel);
            }
        }
        return true;
    }

    private static int ValueAt(ReadOnlySpan<byte> row, int x, int bits)
    {
        var perByte = 8 / bits;
        return row[x / perByte] >> (8 - bits - x % perByte * bits) & (1 << bits) - 1;
    }

    private static void SetColour(Span<byte> pixel, int value, int greenBits)
    {
        const int Bits = 5;
        pixel[0] = Scale(value >> (Bits + greenBits), Bits);
        pixel[1] = Scale(value >> Bits, greenBits);
        pixel[2] = Scale(value, Bits);
        pixel[3] = byte.MaxValue;

        static byte Scale(int value, int bits)
        {
            var max = (1 << bits) - 1;
            return (byte)((value & max) * byte.MaxValue / max);
        }
    }

    /// <summary>256 opaque colours of four bytes; those that the file does not have are grey.</summary>
    private static byte[] PaletteOf(ReadOnlySpan<byte> file, BmpHeader header)
    {
        var palette = new byte[MaxColours * RgbImage.BytesPerPixel];
        for (var i = 0; i < MaxColours; i++)
        {
            var at = header.PaletteStart + i * header.ColourBytes;
            var colour = palette.AsSpan(i * RgbImage.BytesPerPixel, 3);
            colour.Fill((byte)i);
            palette[i * RgbImage.BytesPerPixel + colour.Length] = byte.MaxValue;
            if (i >= header.Colours || at + colour.Length > file.Length)
                continue;
            file.Slice(at, colour.Length).CopyTo(colour);
            colour.Reverse();
        }
        return palette;
    }

    /// <summary>The values of run lengths, a byte each; null if they end too early.</summary>
    private static byte[]? Unpack(ReadOnlySpan<byte> data, int width, int height, BmpHeader header)
    {
        const int EndOfLine = 0, EndOfImage = 1, Skip = 2;
        var values = new byte[width * height];
        var perByte = header.Compression == BmpHeader.RunLengths4 ? 2 : 1;
        var (at, x) = (0L, 0);
        while (at < values.Length)
        {
            if (data.Length < 2)
                return null;
            var (count, code) = (data[0], data[1]);
            data = data[2..];
            if (count > 0)
            {
                var length = Math.Max(0, Math.Min(count, width - x));
                for (var i = 0; i < length && at < values.Length; i++, at++)
                    values[at] = Half(code, i);
                x += length;
            }
            else if (code == EndOfLine)
            {
                (at, x) = ((at + width - 1) / width * width, 0);
            }
            else if (code == EndOfImage)
            {
                break;
            }
            else if (code == Skip)
            {
                if (data.Length < 2)
                    return null;
                at += data[0] + data[1] * width;
                x = (int)(at % width);
                data = data[2..];
            }
            else
            {
                var bytes = (code + perByte - 1) / perByte;
                if (data.Length < bytes)
                    return null;
                for (var i = 0; i < code && at < values.Length; i++, at++)
                    values[at] = Half(data[i / perByte], i);
                x += code;
                data = data[Math.Min(data.Length, bytes + bytes % 2)..];
            }
        }
        return values;

        byte Half(byte value, int i) => (byte)(perByte == 1 ? value : i % 2 == 0 ? value >> 4 : value & 0x0F);
    }
}
