using System.Buffers.Binary;
using SkiaSharp;

namespace Tercet.Vision.Images;

/// <summary>The orientation that an image file states, found where Pillow's exif_transpose finds it.</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112;
    private const int HeaderBytes = 8, CountBytes = 2, EntryBytes = 12, ValueOffset = 8;

    /// <summary>The orientation; upright if the file states none.</summary>
    public static SKEncodedOrigin ReadFrom(ReadOnlySpan<byte> file, SKEncodedImageFormat format)
    {
        var metadata = format switch
        {
            SKEncodedImageFormat.Png => PngMetadata.Read(file),
            SKEncodedImageFormat.Jpeg => JpegMetadata.Read(file),
            SKEncodedImageFormat.Webp => WebpMetadata.Read(file),
            _ => default,
        };
        var stated = ParseExif(metadata.Exif) ?? ParseXmp(metadata.Xmp);
        return stated is >= 1 and <= 8 ? (SKEncodedOrigin)stated : SKEncodedOrigin.TopLeft;
    }

    /// <summary>The value of the tag in a TIFF directory, the last one of several; 0 if it is no single number.</summary>
    private static long? ParseExif(ReadOnlySpan<byte> tiff)
    {
        while (tiff.StartsWith("Exif\0\0"u8))
            tiff = tiff["Exif\0\0"u8.Length..];
        if (tiff.Length < HeaderBytes || !(tiff.StartsWith("II"u8) || tiff.StartsWith("MM"u8)))
            return null;
        var little = tiff[0] == (byte)'I';
        var directory = Int(tiff[4..], little);
        if (directory > tiff.Length - CountBytes)
            return null;
        var entries = tiff[(int)directory..];
        var count = Math.Min((entries.Length - CountBytes) / EntryBytes, Short(entries, little));
        long? stated = null;
        for (var i = 0; i < count; i++)
        {
            var entry = entries.Slice(CountBytes + i * EntryBytes, EntryBytes);
            if (Short(entry, little) == Tag)
                stated = ParseEntry(entry, little) ?? stated;
        }
        return stated;
    }

    /// <summary>The number of an entry; 0 for several, or for what is no number; null for a type that is not read.</summary>
    private static long? ParseEntry(ReadOnlySpan<byte> entry, bool little)
    {
        const int Byte = 1, Text = 2, Unsigned16 = 3, Unsigned32 = 4, Signed8 = 6, Undefined = 7, Signed16 = 8, Signed32 = 9;
        var value = entry[ValueOffset..];
        long? number = Short(entry[2..], little) switch
        {
            Unsigned16 or Signed16 => Short(value, little),
            Unsigned32 or Signed32 => Int(value, little),
            Signed8 => value[0],
            Byte or Text or Undefined => 0,
            _ => null,
        };
        return number is null || Int(entry[4..], little) == 1 ? number : 0;
    }

    /// <summary>The digit of the first tiff:Orientation="6" or tiff:Orientation&gt;6.</summary>
    private static long? ParseXmp(ReadOnlySpan<byte> xmp)
    {
        var name = "tiff:Orientation"u8;
        for (int at; (at = xmp.IndexOf(name)) >= 0;)
        {
            xmp = xmp[(at + name.Length)..];
            var value = xmp.StartsWith("=\""u8) ? xmp[2..] : xmp.StartsWith(">"u8) ? xmp[1..] : [];
            if (value.Length > 0 && char.IsAsciiDigit((char)value[0]))
                return value[0] - '0';
        }
        return null;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Int(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
