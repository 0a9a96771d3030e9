using System.Buffers.Binary;

namespace Tercet.Reliability.Tests;

/// <summary>The chunks of a PNG file, each of which ends in a checksum.</summary>
internal static class PngChunks
{
    private const int SignatureBytes = 8, LengthBytes = 4, FrameBytes = 12;
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(value => RemainderOf((uint)value))];

    /// <summary>Makes the checksums of a damaged file right, so that what its chunks hold is looked at.</summary>
    public static void Seal(Span<byte> file)
    {
        if (file.Length < SignatureBytes || !file[1..].StartsWith("PNG"u8))
            return;
        for (var rest = file[SignatureBytes..]; rest.Length >= FrameBytes;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - FrameBytes)
                return;
            var end = FrameBytes + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(rest[(end - LengthBytes)..], Crc32(rest[LengthBytes..(end - LengthBytes)]));
            rest = rest[end..];
        }
    }

    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = (crc >> 8) ^ Remainders[(byte)crc ^ value];
        return ~crc;
    }

    private static uint RemainderOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value >> 1) ^ (Polynomial & (0 - (value & 1)));
        return value;
    }
}
