using System.Buffers.Binary;
using SkiaSharp;

namespace Tercet.Vision.Images;

/// <summary>
/// The EXIF orientation of a PNG file, which Skia does not read: tag 0x0112 of the TIFF directory in chunk eXIf.
/// </summary>
internal static class PngOrientation
{
    private const int SignatureBytes = 8, ChunkFrameBytes = 12, EntryBytes = 12, OrientationTag = 0x0112;

    /// <summary>The orientation; upright if the file has none.</summary>
    public static SKEncodedOrigin ReadFrom(ReadOnlySpan<byte> file)
    {
        for (var rest = file[Math.Min(SignatureBytes, file.Length)..]; rest.Length >= ChunkFrameBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - ChunkFrameBytes)
                break;
            if (rest.Slice(4, 4).SequenceEqual("eXIf"u8))
                return ParseTiff(rest.Slice(8, (int)length));
            rest = rest[(ChunkFrameBytes + (int)length)..];
        }
        return SKEncodedOrigin.TopLeft;
    }

    private static SKEncodedOrigin ParseTiff(ReadOnlySpan<byte> tiff)
    {
        const int HeaderBytes = 8, CountBytes = 2, ValueOffset = 8;
        if (tiff.Length < HeaderBytes)
            return SKEncodedOrigin.TopLeft;
        var little = tiff[0] == (byte)'I';
        ushort Short(ReadOnlySpan<byte> bytes) =>
            little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var directory = little
            ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - CountBytes)
            return SKEncodedOrigin.TopLeft;
        var entries = tiff[(int)directory..];
        var count = Math.Min((entries.Length - CountBytes) / EntryBytes, Short(entries));
        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(CountBytes + i * EntryBytes, EntryBytes);
            if (Short(entry) == OrientationTag && Short(entry[ValueOffset..]) is >= 1 and <= 8 and var orientation)
                return (SKEncodedOrigin)orientation;
        }
        return SKEncodedOrigin.TopLeft;
    }
}
