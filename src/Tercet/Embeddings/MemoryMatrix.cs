namespace Tercet.Embeddings;

/// <summary>Embeddings in an array of count × dimensions components, row after row.</summary>
internal sealed class MemoryMatrix(string name, float[] values, int dimensions)
    : EmbeddingMatrix(name, values.Length / dimensions, dimensions)
{
    public override void CopyRow(int row, Span<float> destination) =>
        ReadRow(row, destination).CopyTo(destination);

    internal override ReadOnlySpan<float> ReadRow(int row, Span<float> buffer) => values.AsSpan(checked(row * Dimensions), Dimensions);

    internal override ReadOnlySpan<float> ReadPart(int row, int start, Span<float> buffer) =>
        values.AsSpan(checked(row * Dimensions + start), buffer.Length);
}
