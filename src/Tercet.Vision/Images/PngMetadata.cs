using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Tercet.Vision.Images;

/// <summary>
/// The metadata of a PNG file: chunk eXIf, and texts in chunks tEXt, zTXt and iTXt, where ImageMagick keeps EXIF as hexadecimal
/// digits.
/// </summary>
internal static class PngMetadata
{
    private const int SignatureBytes = 8, ChunkFrameBytes = 12, MaxTextBytes = 1 << 20;

    /// <summary>Reads them, the last of each. Chunk eXIf comes before the text.</summary>
    public static ImageMetadata Read(ReadOnlySpan<byte> file)
    {
        byte[]? exif = null, profile = null, xmp = null;
        for (var rest = file[Math.Min(SignatureBytes, file.Length)..]; rest.Length >= ChunkFrameBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            var type = rest.Slice(4, 4);
            if (length > rest.Length - ChunkFrameBytes || type.SequenceEqual("IEND"u8))
                break;
            var content = rest.Slice(8, (int)length);
            if (type.SequenceEqual("eXIf"u8))
                exif = content.ToArray();
            else if (type.EndsWith("Xt"u8))
                ReadText(type[0], content, ref profile, ref xmp);
            rest = rest[(ChunkFrameBytes + (int)length)..];
        }
        return new ImageMetadata(exif ?? ParseProfile(profile), xmp);
    }

    private static void ReadText(byte type, ReadOnlySpan<byte> content, ref byte[]? profile, ref byte[]? xmp)
    {
        var end = content.IndexOf((byte)0);
        if (end < 0)
            return;
        var key = content[..end];
        var text = content[(end + 1)..];
        if (key.SequenceEqual("Raw profile type exif"u8))
            profile = Unpack(type, text);
        else if (key.SequenceEqual("XML:com.adobe.xmp"u8))
            xmp = Unpack(type, text);
    }

    /// <summary>The text of a chunk, after its keyword.</summary>
    private static byte[] Unpack(byte type, ReadOnlySpan<byte> text)
    {
        const int International = 2; // whether it is compressed, and how
        if (type == (byte)'t')
            return text.ToArray();
        if (type == (byte)'z')
            return text.IsEmpty ? [] : Decompress(text[1..]);
        if (text.Length < International)
            return [];
        var isCompressed = text[0] != 0;
        var rest = text[International..];
        for (var skipped = 0; skipped < 2; skipped++) // language, translated keyword
            rest = rest[(rest.IndexOf((byte)0) + 1)..];
        return isCompressed ? Decompress(rest) : rest.ToArray();
    }

    /// <summary>A text of more than 1 MiB, or a damaged one, is none.</summary>
    private static byte[] Decompress(ReadOnlySpan<byte> packed)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var text = new byte[MaxTextBytes + 1];
            var length = stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
            return length <= MaxTextBytes ? text[..length] : [];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    /// <summary>Three lines (empty, name and length), then hexadecimal digits over several lines.</summary>
    private static byte[]? ParseProfile(byte[]? profile)
    {
        const int HeaderLines = 3;
        if (profile is null)
            return null;
        var digits = string.Concat(Encoding.Latin1.GetString(profile).Split('\n').Skip(HeaderLines).Select(line => line.Trim()));
        try
        {
            return Convert.FromHexString(digits);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
