using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>The metadata of a WebP file: chunks EXIF and XMP of the extended format, where its flags announce them.</summary>
internal static class WebpMetadata
{
    private const int RiffBytes = 12, ChunkHeaderBytes = 8;
    private const byte ExifFlag = 0x08, XmpFlag = 0x04;

    /// <summary>Reads them, the first of each.</summary>
    public static ImageMetadata Read(ReadOnlySpan<byte> file)
    {
        byte[]? exif = null, xmp = null;
        var flags = (byte)0;
        for (var rest = file[Math.Min(RiffBytes, file.Length)..]; rest.Length >= ChunkHeaderBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - ChunkHeaderBytes)
                break;
            var content = rest.Slice(ChunkHeaderBytes, (int)length);
            if (rest.StartsWith("VP8X"u8) && length > 0)
                flags = content[0];
            else if (rest.StartsWith("EXIF"u8) && (flags & ExifFlag) != 0)
                exif ??= content.ToArray();
            else if (rest.StartsWith("XMP "u8) && (flags & XmpFlag) != 0)
                xmp ??= content.ToArray();
            rest = rest[Math.Min(rest.Length, ChunkHeaderBytes + (int)length + (int)(length & 1))..];
        }
        return new ImageMetadata(exif, xmp);
    }
}
