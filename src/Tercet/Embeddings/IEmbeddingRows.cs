namespace Tercet;

/// <summary>
/// Where the rows of an <see cref="EmbeddingMatrix"/> come from: memory, a mapped file, a cache. Safe for any number of readers
/// at once. docs/extending/encoder.md shows how to write your own.
/// </summary>
/// <remarks>
/// Values must not change while a matrix reads them. A matrix disposes its rows where they are <see cref="IDisposable"/>.
/// </remarks>
public interface IEmbeddingRows
{
    /// <summary>The name of the matrix in messages: a file's path, or a short description.</summary>
    string Name { get; }

    /// <summary>Rows, 1 or more.</summary>
    int Count { get; }

    /// <summary>Components per row, 1 to 65,536.</summary>
    int Dimensions { get; }

    /// <summary>
    /// Reads components <paramref name="start"/> to <paramref name="start"/> + buffer.Length − 1 of a row. The result is the
    /// buffer, filled, or the row's own memory where it is in memory as float32; it is valid until the buffer is used again.
    /// </summary>
    /// <param name="row">0 to <see cref="Count"/> − 1.</param>
    /// <param name="start">The first component.</param>
    /// <param name="buffer">
    /// As long as the part that is wanted; no other memory may be allocated, since mining reads billions of rows.
    /// </param>
    ReadOnlySpan<float> Read(int row, int start, Span<float> buffer);
}
