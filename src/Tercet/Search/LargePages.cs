using System.Runtime.InteropServices;

namespace Tercet.Search;

/// <summary>Asks Linux to back memory by pages of 2 MiB; a hint, whose refusal changes the speed only.</summary>
internal static unsafe partial class LargePages
{
    /// <summary>Bytes per page, and the boundary on which one starts.</summary>
    public const int Size = 2 << 20;

    private const int MadviseHugepage = 14;

    public static void Advise(void* start, nuint bytes) => _ = Madvise(start, bytes, MadviseHugepage);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint length, int advice);
}
