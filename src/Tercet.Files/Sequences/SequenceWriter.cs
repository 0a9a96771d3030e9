namespace Tercet.Files;

/// <summary>
/// Writes the steps of a sequence, triplets or batches, to a file in step order. The same steps give the same bytes.
/// </summary>
/// <typeparam name="TStep"><see cref="Triplet"/> or <see cref="Batch"/>.</typeparam>
internal abstract class SequenceWriter<TStep> : IDisposable
{
    private protected SequenceWriter()
    {
    }

    /// <summary>Adds a step.</summary>
    /// <param name="step">The next in step order.</param>
    public abstract void Write(TStep step);

    /// <summary>Writes what is left. The file is complete only after this.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">False when called by a finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
