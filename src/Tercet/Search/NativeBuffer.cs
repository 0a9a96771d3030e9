using System.Runtime.InteropServices;

namespace Tercet.Search;

/// <summary>Storage outside the managed heap, on a 64-byte boundary, of any length.</summary>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const int Alignment = 64;
    private T* _data;

    public NativeBuffer(long length) =>
        _data = (T*)NativeMemory.AlignedAlloc(checked((nuint)(Math.Max(1, length) * sizeof(T))), Alignment);

    ~NativeBuffer() => Free();

    public T* Data => _data;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}
