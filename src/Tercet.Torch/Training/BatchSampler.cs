using Tercet.Files;

namespace Tercet.Torch.Training;

/// <summary>Reads the batches of a run (<c>tercet mine</c>), in their order, for a training loop of one's own.</summary>
/// <example>
/// <code>
/// foreach (var rows in BatchSampler.Read("RUN/train.parquet", items))
///     using var batch = inputs.index_select(0, torch.tensor(rows)); // items, followed by the catalog
/// </code>
/// </example>
public static class BatchSampler
{
    /// <summary>
    /// Reads batches as rows of a tensor that holds the items, followed by the catalog: indices for <c>index_select</c>.
    /// </summary>
    /// <param name="path">The run's <c>train.parquet</c>, <c>.csv</c> or <c>.jsonl</c>.</param>
    /// <param name="items">The number of items, rows without a class included.</param>
    /// <exception cref="InvalidInputException">The file does not hold batches.</exception>
    public static IEnumerable<long[]> Read(string path, int items) => BatchReader.Read(path).Select(batch => batch
        .Select(row => row.Item.Row + (row.Item.Role == ItemRole.Catalog ? (long)items : 0)).ToArray());
}
