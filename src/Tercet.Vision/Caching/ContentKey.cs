using System.Runtime.InteropServices;

namespace Tercet.Vision.Caching;

/// <summary>The SHA-256 of an image file, or of a text in UTF-8: its key in the cache.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct ContentKey(ulong A, ulong B, ulong C, ulong D)
{
    public const int Bytes = 4 * sizeof(ulong);

    public static ContentKey FromSha256(ReadOnlySpan<byte> sha256) => MemoryMarshal.Read<ContentKey>(sha256);
}
