namespace Tercet.Files;

/// <summary>Writes steps to a file with the columns of a run, without a run around it.</summary>
/// <example><code>
/// SequenceFile.Write("epoch.parquet", miner.Mine(embeddings, epoch), miner.Items, miner.Options);
/// </code></example>
public static class SequenceFile
{
    /// <summary>Writes triplets, one row per negative.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="triplets">The triplets, in step order.</param>
    /// <param name="items">What they are of.</param>
    /// <param name="options">How they were mined.</param>
    /// <param name="format">The format. Default Parquet.</param>
    /// <param name="write">What is said of each item. Default its id or file.</param>
    public static void Write(
        string path, IEnumerable<Triplet> triplets, LabeledItems items, TripletOptions options,
        TableFormat format = TableFormat.Parquet, ItemColumns write = ItemColumns.Ids)
    {
        ArgumentNullException.ThrowIfNull(triplets);
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(options);
        using var writer = new TripletWriter(path, format, items, options, write);
        WriteAll(writer, triplets);
    }

    /// <summary>Writes batches, one row per item.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="batches">The batches, in step order.</param>
    /// <param name="items">What they are of.</param>
    /// <param name="batchesPerEpoch">Batches per epoch, for the column that counts them from the start of the epoch.</param>
    /// <param name="format">The format. Default Parquet.</param>
    /// <param name="write">What is said of each item. Default its id or file.</param>
    public static void Write(
        string path, IEnumerable<Batch> batches, LabeledItems items, int batchesPerEpoch,
        TableFormat format = TableFormat.Parquet, ItemColumns write = ItemColumns.Ids)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(items);
        using var writer = new BatchWriter(path, format, items, batchesPerEpoch, write);
        WriteAll(writer, batches);
    }

    private static void WriteAll<TStep>(SequenceWriter<TStep> writer, IEnumerable<TStep> steps)
    {
        foreach (var step in steps)
            writer.Write(step);
        writer.Complete();
    }
}
