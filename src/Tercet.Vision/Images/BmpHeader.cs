using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>What the header of a BMP file of up to 16 bits per pixel says.</summary>
/// <param name="Bits">Bits per pixel: 1, 4, 8 or 16.</param>
/// <param name="Compression">0, 3 for masks, or 1 and 2 for run lengths of 8 and 4 bits.</param>
/// <param name="IsTopDown">Whether the first row is the top one.</param>
/// <param name="GreenBits">Of 16 bits: 5 or 6.</param>
/// <param name="PixelStart">The position of the first pixel.</param>
/// <param name="PaletteStart">The position of the palette.</param>
/// <param name="Colours">Number of colours of the palette.</param>
/// <param name="ColourBytes">Bytes per colour: blue, green, red, and possibly one without meaning.</param>
internal sealed record BmpHeader(
    int Bits, int Compression, bool IsTopDown, int GreenBits, int PixelStart, int PaletteStart, int Colours, int ColourBytes)
{
    public const int Raw = 0, RunLengths8 = 1, RunLengths4 = 2, Masks = 3;

    private const int FileHeaderBytes = 14, CoreBytes = 12, InfoBytes = 40;

    /// <summary>Reads the header of a file that a codec accepts; null for kinds of files that are left to the codec.</summary>
    public static BmpHeader? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < FileHeaderBytes + CoreBytes)
            return null;
        var header = file[FileHeaderBytes..];
        var size = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (size == CoreBytes)
            return Create(file, size, header[10], Raw, false, 0, 0);
        if (size < InfoBytes || header.Length < size)
            return null;
        var isTopDown = BinaryPrimitives.ReadInt32LittleEndian(header[8..]) < 0;
        var compression = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        return Create(file, size, header[14], compression, isTopDown, GreenBitsOf(header, compression),
            BinaryPrimitives.ReadInt32LittleEndian(header[32..]));
    }

    private static BmpHeader? Create(
        ReadOnlySpan<byte> file, int size, int bits, int compression, bool isTopDown, int greenBits, int colours)
    {
        const int MaxColours = 1 << 16;
        var isKnown = (bits, compression) is (1 or 4 or 8, Raw) or (8, RunLengths8) or (4, RunLengths4)
            || bits == 16 && greenBits > 0;
        if (!isKnown || colours is < 0 or > MaxColours)
            return null;
        if (colours == 0)
            colours = 1 << bits;
        var colourBytes = size == CoreBytes ? 3 : 4;
        var (palette, pixels) = (FileHeaderBytes + size, BinaryPrimitives.ReadInt32LittleEndian(file[10..]));
        if (bits < 16 && (pixels == 0 || pixels == palette))
            pixels = palette + colours * colourBytes;
        return pixels < palette || pixels > file.Length
            ? null
            : new BmpHeader(bits, compression, isTopDown, greenBits, pixels, palette, colours, colourBytes);
    }

    /// <summary>5 or 6; 0 for other masks. They are part of longer headers, and follow the short one.</summary>
    private static int GreenBitsOf(ReadOnlySpan<byte> header, int compression)
    {
        const int MaskBytes = 12;
        if (compression == Raw)
            return 5;
        if (compression != Masks || header.Length < InfoBytes + MaskBytes)
            return 0;
        var masks = header[InfoBytes..];
        return (Mask(masks), Mask(masks[4..]), Mask(masks[8..])) switch
        {
            (0xF800, 0x7E0, 0x1F) => 6,
            (0x7C00, 0x3E0, 0x1F) => 5,
            _ => 0,
        };

        static uint Mask(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }
}
