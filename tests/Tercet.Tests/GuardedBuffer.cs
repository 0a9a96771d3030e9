using System.Runtime.InteropServices;

namespace Tercet.Tests;

/// <summary>Which end of a <see cref="GuardedBuffer{T}"/> lies right at a guard.</summary>
public enum Guard
{
    /// <summary>The first element follows the guard before it.</summary>
    Start,

    /// <summary>The last element precedes the guard after it, wherever that puts the first.</summary>
    End,
}

/// <summary>
/// Memory between two pages that may not be touched: to read or write beyond its guarded end, by a byte, kills the process,
/// and the other end is off its own guard by less than a page. Linux only.
/// </summary>
internal sealed unsafe class GuardedBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly byte* _mapping;
    private readonly nuint _size;

    /// <summary>Takes zeroed memory.</summary>
    /// <param name="length">Elements, 0 or more.</param>
    /// <param name="guard">The end at which no byte is spare.</param>
    public GuardedBuffer(int length, Guard guard)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guard pages are set by Linux's mmap.");
        nuint page = (nuint)Environment.SystemPageSize, bytes = (nuint)length * (nuint)sizeof(T);
        var room = (bytes + page - 1) / page * page;
        _size = page + room + page;
        _mapping = MemoryMapping.Reserve(_size);
        if (room > 0)
            MemoryMapping.Open(_mapping + page, room);
        Length = length;
        Data = (T*)(_mapping + page + (guard == Guard.End ? room - bytes : 0));
    }

    ~GuardedBuffer() => MemoryMapping.Release(_mapping, _size);

    public int Length { get; }

    public T* Data { get; }

    public Span<T> Span => new(Data, Length);

    public void Dispose()
    {
        MemoryMapping.Release(_mapping, _size);
        GC.SuppressFinalize(this);
    }
}

/// <summary>Pages from Linux, on every architecture that .NET runs on there.</summary>
internal static unsafe partial class MemoryMapping
{
    private const int ReadWrite = 1 | 2, PrivateAnonymous = 2 | 0x20;

    /// <summary>Pages that may not be touched.</summary>
    public static byte* Reserve(nuint size)
    {
        var start = Map(null, size, 0, PrivateAnonymous, -1, 0);
        Assert.True((nint)start != -1, $"mmap: {Marshal.GetLastPInvokeErrorMessage()}");
        return (byte*)start;
    }

    /// <summary>Lets some of them be read and written.</summary>
    public static void Open(byte* start, nuint size) =>
        Assert.True(Protect(start, size, ReadWrite) == 0, $"mprotect: {Marshal.GetLastPInvokeErrorMessage()}");

    public static void Release(byte* start, nuint size)
    {
        if (start is not null)
            _ = Unmap(start, size);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial void* Map(void* start, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(void* start, nuint size, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* start, nuint size);
}
