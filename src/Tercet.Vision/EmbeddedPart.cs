namespace Tercet.Vision;

/// <summary>The embeddings of a part of a list of images.</summary>
public sealed class EmbeddedPart : IDisposable
{
    internal EmbeddedPart(IEmbeddingRows rows, ReadOnlyMemory<byte> digests, IReadOnlyDictionary<int, string> faults) =>
        (Rows, Digests, Faults) = (rows, digests, faults);

    /// <summary>Row i is the embedding of image i of the part; without a usable image, NaN throughout.</summary>
    public IEmbeddingRows Rows { get; }

    /// <summary>The files that were read, as <see cref="ImageEmbedder.HashFiles"/> has them.</summary>
    public ReadOnlyMemory<byte> Digests { get; }

    /// <summary>What is wrong with each skipped image, by its index in the part.</summary>
    public IReadOnlyDictionary<int, string> Faults { get; }

    /// <summary>Closes the rows.</summary>
    public void Dispose() => (Rows as IDisposable)?.Dispose();
}
