using Tercet.Files;

namespace Tercet.Torch.Training;

/// <summary>Batches of a run (<c>tercet mine --as batches</c>) for a loop of your own, in their order.</summary>
public static class BatchSampler
{
    /// <summary>Reads batches as rows of a tensor that holds the items, followed by the catalog: what <c>index_select</c> takes.</summary>
    /// <param name="path">The run's <c>train.parquet</c>, <c>.csv</c> or <c>.jsonl</c>.</param>
    /// <param name="items">How many items there are, rows without a class included.</param>
    /// <exception cref="InvalidInputException">The file is not one of batches.</exception>
    public static IEnumerable<long[]> Read(string path, int items) =>
        BatchReader.Read(path).Select(batch => batch.Select(row => row.Item.Item + (row.Item.Role == ItemRole.Catalog ? (long)items : 0)).ToArray());
}
