using System.Buffers.Binary;

namespace Tercet.Vision.Images;

/// <summary>The metadata of a JPEG file: segments APP1 before the first scan.</summary>
internal static class JpegMetadata
{
    private const byte MarkerStart = 0xFF, FirstBare = 0xD0, LastBare = 0xD9, Temporary = 0x01, Scan = 0xDA, App1 = 0xE1;
    private const int LengthBytes = 2;

    /// <summary>Reads them. Several segments of EXIF are parts of one; of several XMP the last counts.</summary>
    public static ImageMetadata Read(ReadOnlySpan<byte> file)
    {
        byte[]? exif = null, xmp = null;
        for (var rest = file; rest.Length > 1 + LengthBytes;)
        {
            if (rest[0] != MarkerStart || rest[1] is MarkerStart or 0)
            {
                rest = rest[1..];
                continue;
            }
            var marker = rest[1];
            rest = rest[2..];
            if (marker == Scan)
                break;
            if (marker is >= FirstBare and <= LastBare or Temporary)
                continue;
            var length = BinaryPrimitives.ReadUInt16BigEndian(rest);
            if (length < LengthBytes || length > rest.Length)
                break;
            var segment = rest[LengthBytes..length];
            if (marker == App1 && segment.StartsWith("Exif\0\0"u8))
                exif = exif is null ? segment.ToArray() : [.. exif, .. segment["Exif\0\0"u8.Length..]];
            else if (marker == App1 && segment.StartsWith("http://ns.adobe.com/xap/1.0/\0"u8))
                xmp = segment.ToArray();
            rest = rest[length..];
        }
        return new ImageMetadata(exif, xmp);
    }
}
