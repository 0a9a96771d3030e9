using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>Tells what a file that cannot be decoded was meant to be, from its first bytes.</summary>
/// <param name="Format">The format's usual name.</param>
/// <param name="IsDecoded">Whether whole files of this format are decoded.</param>
internal sealed record ImageSignature(string Format, bool IsDecoded)
{
    /// <summary>The format, or null where the first bytes are none's.</summary>
    public static ImageSignature? Of(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']))
            return new("PNG", true);
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return new("JPEG", true);
        if (file.StartsWith("GIF8"u8))
            return new("GIF", true);
        if (file.StartsWith("BM"u8))
            return new("BMP", true);
        if (file.StartsWith("RIFF"u8) && file.Length >= 12 && file[8..12].SequenceEqual("WEBP"u8))
            return new("WebP", true);
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
            return new("TIFF", false);
        if (file.Length >= 12 && file[4..8].SequenceEqual("ftyp"u8))
            return new(file[8..12].StartsWith("avi"u8) ? "AVIF" : file[8..12].StartsWith("he"u8) || file[8..12].StartsWith("mif"u8) ? "HEIC" : "MPEG-4", false);
        if (file.StartsWith("%PDF"u8))
            return new("PDF", false);
        return null;
    }

    /// <summary>
    /// Whether a PNG file lacks its last chunk, or a WebP file is shorter than it says. The codec is content once it has all pixels,
    /// but such a file was not copied whole.
    /// </summary>
    public static bool IsCutShort(ReadOnlySpan<byte> file)
    {
        const int LengthOffset = 4, LengthEnd = 8;
        return Of(file)?.Format switch
        {
            "PNG" => file.LastIndexOf((ReadOnlySpan<byte>)[.. "IEND"u8, 0xAE, 0x42, 0x60, 0x82]) < 0,
            "WebP" => BinaryPrimitives.ReadUInt32LittleEndian(file[LengthOffset..]) > file.Length - LengthEnd,
            _ => false,
        };
    }
}
