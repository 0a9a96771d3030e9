using System.Runtime.InteropServices;

namespace Tercet.Search;

/// <summary>Float32 storage outside the managed heap, on a 64-byte boundary, of any length.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    private const int Alignment = 64;
    private float* _data;

    public NativeBuffer(long length) =>
        _data = (float*)NativeMemory.AlignedAlloc(checked((nuint)(Math.Max(1, length) * sizeof(float))), Alignment);

    ~NativeBuffer() => Free();

    public float* Data => _data;

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
