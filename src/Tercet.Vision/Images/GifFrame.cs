using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Tercet.Vision.Images;

/// <summary>The first frame of a GIF file, which may cover a part of the image only.</summary>
internal readonly ref struct GifFrame
{
    private const int ScreenEnd = 13, TableFlag = 0x80;

    private readonly int _left, _top, _right, _bottom;
    private readonly ReadOnlySpan<byte> _colours;
    private readonly bool _isTransparent;

    private GifFrame(ReadOnlySpan<byte> descriptor, ReadOnlySpan<byte> colours, bool isTransparent)
    {
        (_left, _top) = (Number(descriptor), Number(descriptor[2..]));
        (_right, _bottom) = (_left + Number(descriptor[4..]), _top + Number(descriptor[6..]));
        _colours = colours;
        _isTransparent = isTransparent;
    }

    /// <summary>
    /// Fills what the first frame leaves free with the first colour, as Pillow does. Where a colour is transparent, it stays
    /// transparent.
    /// </summary>
    public static void FillRest(ReadOnlySpan<byte> file, int width, int height, Span<byte> pixels)
    {
        if (!TryRead(file, out var frame) || frame._isTransparent)
            return;
        Span<byte> colour = [0, 0, 0, byte.MaxValue];
        if (frame._colours.Length >= 3)
            frame._colours[..3].CopyTo(colour);
        var fill = MemoryMarshal.Read<uint>(colour);
        var target = MemoryMarshal.Cast<byte, uint>(pixels);
        for (var y = 0; y < height; y++)
        {
            var row = target.Slice(y * width, width);
            if (y < frame._top || y >= frame._bottom)
            {
                row.Fill(fill);
                continue;
            }
            row[..Math.Min(frame._left, width)].Fill(fill);
            row[Math.Min(frame._right, width)..].Fill(fill);
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> file, out GifFrame frame)
    {
        const byte Extension = (byte)'!', Image = (byte)',', Control = 0xF9;
        const int DescriptorBytes = 9, ControlBytes = 4;
        frame = default;
        if (file.Length < ScreenEnd)
            return false;
        var colours = TableAt(file[ScreenEnd..], file[10]);
        var rest = file[(ScreenEnd + colours.Length)..];
        var isTransparent = false;
        while (rest.Length > DescriptorBytes)
        {
            if (rest[0] == Image)
            {
                var descriptor = rest.Slice(1, DescriptorBytes);
                var own = TableAt(rest[(1 + DescriptorBytes)..], descriptor[8]);
                frame = new GifFrame(descriptor, own.IsEmpty ? colours : own, isTransparent);
                return true;
            }
            if (rest[0] == Extension && rest[1] == Control && rest[2] >= ControlBytes)
                isTransparent |= (rest[3] & 1) != 0;
            rest = rest[0] == Extension ? AfterBlocks(rest[2..]) : rest[1..];
        }
        return false;
    }

    /// <summary>The table of colours that flags announce; empty if there is none.</summary>
    private static ReadOnlySpan<byte> TableAt(ReadOnlySpan<byte> bytes, byte flags)
    {
        var length = (flags & TableFlag) == 0 ? 0 : 3 << ((flags & 7) + 1);
        return bytes[..Math.Min(length, bytes.Length)];
    }

    private static ReadOnlySpan<byte> AfterBlocks(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && bytes[0] > 0)
            bytes = bytes[Math.Min(bytes.Length, 1 + bytes[0])..];
        return bytes[Math.Min(1, bytes.Length)..];
    }

    private static int Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
