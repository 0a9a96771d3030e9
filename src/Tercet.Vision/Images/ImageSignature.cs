using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>The format of an image file that cannot be decoded, recognised by its first bytes.</summary>
/// <param name="Format">The common name of the format.</param>
/// <param name="IsDecoded">Whether intact files of this format can be decoded.</param>
internal sealed record ImageSignature(string Format, bool IsDecoded)
{
    /// <summary>The format, or null if unknown.</summary>
    public static ImageSignature? Detect(ReadOnlySpan<byte> file)
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
            return new(NameOfBrand(file[8..12]), false);
        if (file.StartsWith("%PDF"u8))
            return new("PDF", false);
        return null;
    }

    /// <summary>
    /// Whether a PNG file lacks its last chunk, or a WebP file is shorter than its header says. The codec accepts them once it
    /// has all pixels, but such a file was not copied completely.
    /// </summary>
    public static bool IsTruncated(ReadOnlySpan<byte> file)
    {
        const int LengthOffset = 4, LengthEnd = 8;
        return Detect(file)?.Format switch
        {
            "PNG" => file.LastIndexOf((ReadOnlySpan<byte>)[.. "IEND"u8, 0xAE, 0x42, 0x60, 0x82]) < 0,
            "WebP" => BinaryPrimitives.ReadUInt32LittleEndian(file[LengthOffset..]) > file.Length - LengthEnd,
            _ => false,
        };
    }

    /// <summary>The format of a file in ISO's base media format, by its major brand.</summary>
    private static string NameOfBrand(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("avi"u8) ? "AVIF" : brand.StartsWith("he"u8) || brand.StartsWith("mif"u8) ? "HEIC" : "MPEG-4";
}
