namespace Tercet;

/// <summary>One batch of a sequence: classes that are mutually as hard as the target, each with as many items.</summary>
/// <param name="Step">Its place in the whole sequence, from 0.</param>
/// <param name="Epoch">The epoch of the step, from 0.</param>
/// <param name="Cycle">The cycle of the schedule, from 0.</param>
/// <param name="Pass">The pass over all classes that it belongs to, from 0.</param>
/// <param name="TargetHardness">The target hardness, in [0, 1]; null for random batches.</param>
/// <param name="Items">Its items: class after class, group after group, the catalog item first.</param>
public sealed record Batch(long Step, int Epoch, int Cycle, long Pass, double? TargetHardness, IReadOnlyList<BatchItem> Items)
{
    /// <summary>The rows of its items, in order; where there is a catalog, without the catalog items.</summary>
    public int[] Rows => RowsOf(ItemRole.Item);

    /// <summary>The rows of its catalog items, in order; empty where there is no catalog.</summary>
    public int[] CatalogRows => RowsOf(ItemRole.Catalog);

    private int[] RowsOf(ItemRole role) => [.. Items.Where(item => item.Role == role).Select(item => item.Item)];
}
