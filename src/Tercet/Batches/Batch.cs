namespace Tercet;

/// <summary>One batch of a sequence: classes that are mutually as hard as the target, each with as many items.</summary>
public sealed class Batch
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="step">Index in the whole sequence, from 0.</param>
    /// <param name="epoch">The epoch of the step, from 0.</param>
    /// <param name="cycle">The cycle of the schedule, from 0.</param>
    /// <param name="pass">The pass over all classes that it belongs to, from 0.</param>
    /// <param name="targetHardness">The target hardness, in [0, 1]; null for random batches.</param>
    /// <param name="items">Its items: class after class, group after group, the catalog item first.</param>
    public Batch(long step, int epoch, int cycle, long pass, double? targetHardness, IReadOnlyList<BatchItem> items)
    {
        Step = step;
        Epoch = epoch;
        Cycle = cycle;
        Pass = pass;
        TargetHardness = targetHardness;
        Items = items;
    }

    /// <summary>Index in the whole sequence, from 0.</summary>
    public long Step { get; }

    /// <summary>The epoch of the step, from 0.</summary>
    public int Epoch { get; }

    /// <summary>The cycle of the schedule, from 0.</summary>
    public int Cycle { get; }

    /// <summary>The pass over all classes that it belongs to, from 0.</summary>
    public long Pass { get; }

    /// <summary>The target hardness, in [0, 1]; null for random batches.</summary>
    public double? TargetHardness { get; }

    /// <summary>Its items: class after class, group after group, the catalog item first.</summary>
    public IReadOnlyList<BatchItem> Items { get; }

    /// <summary>The rows of its items, in order; where there is a catalog, without the catalog items.</summary>
    public int[] Rows => RowsOf(ItemRole.Item);

    /// <summary>The rows of its catalog items, in order; empty where there is no catalog.</summary>
    public int[] CatalogRows => RowsOf(ItemRole.Catalog);

    private int[] RowsOf(ItemRole role) => [.. Items.Where(item => item.Role == role).Select(item => item.Row)];
}
