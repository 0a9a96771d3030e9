namespace Tercet;

/// <summary>Embeddings at an address, float32 or float16, row after row.</summary>
internal sealed unsafe class UnmanagedRows(string name, void* data, bool isHalf, int count, int dimensions) : IEmbeddingRows
{
    public string Name => name;

    public int Count => count;

    public int Dimensions => dimensions;

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(start + buffer.Length), (uint)dimensions);
        var first = (long)row * dimensions + start;
        if (!isHalf)
            return new ReadOnlySpan<float>((float*)data + first, buffer.Length);
        HalfConversion.ToSingle((ushort*)data + first, buffer);
        return buffer;
    }
}
