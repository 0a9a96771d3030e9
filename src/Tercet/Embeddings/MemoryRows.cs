using System.Runtime.InteropServices;

namespace Tercet;

/// <summary>Embeddings in one block of memory, row after row.</summary>
internal sealed class MemoryRows(string name, ReadOnlyMemory<float> values, int dimensions) : IEmbeddingRows
{
    public string Name => name;

    public int Count => values.Length / dimensions;

    public int Dimensions => dimensions;

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer) =>
        values.Span.Slice(checked(row * dimensions + start), buffer.Length);
}

/// <summary>Embeddings in a rectangular array, which is not copied.</summary>
internal sealed class RectangularRows(string name, float[,] values) : IEmbeddingRows
{
    public string Name => name;

    public int Count => values.GetLength(0);

    public int Dimensions => values.GetLength(1);

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)(start + buffer.Length), (uint)Dimensions, nameof(start));
        return MemoryMarshal.CreateReadOnlySpan(ref values[row, start], buffer.Length);
    }
}

/// <summary>Embeddings in an array of rows of one length, which are not copied.</summary>
internal sealed class JaggedRows(string name, float[][] values, int dimensions) : IEmbeddingRows
{
    public string Name => name;

    public int Count => values.Length;

    public int Dimensions => dimensions;

    public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer) => values[row].AsSpan(start, buffer.Length);
}
