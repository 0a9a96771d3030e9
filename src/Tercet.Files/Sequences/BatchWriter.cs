using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>
/// Writes batches, one row per item, with the columns step, epoch, batch, slot, group, role, item, class, distance,
/// target_hardness, hardness and, where the data have them, file or id, and text.
/// </summary>
internal sealed class BatchWriter : SequenceWriter<Batch>
{
    /// <summary>The columns of every file.</summary>
    internal static readonly IReadOnlyList<Column<BatchRow>> Columns =
    [
        new("step", row => row.Step),
        new("epoch", row => row.Epoch),
        new("batch", row => row.Batch),
        new("slot", row => row.Slot),
        new("group", row => row.Item.Group),
        new("role", row => EnumNames.ToKebabCase(row.Item.Role)),
        new("item", row => row.Item.Row),
        new("class", row => row.Item.Class),
        new("distance", row => row.Item.Distance),
        new("target_hardness", row => row.TargetHardness),
        new("hardness", row => row.Item.Hardness),
    ];

    private readonly LabeledItems _items;
    private readonly int _batchesPerEpoch;
    private readonly TableWriter<BatchRow> _table;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="items">What the batches are of.</param>
    /// <param name="batchesPerEpoch">Batches per epoch, for the column that counts them from the start of the epoch.</param>
    /// <param name="write">What is said of each item.</param>
    public BatchWriter(string path, TableFormat format, LabeledItems items, int batchesPerEpoch, ItemColumns write)
    {
        ArgumentNullException.ThrowIfNull(items);
        (_items, _batchesPerEpoch) = (items, batchesPerEpoch);
        List<Column<BatchRow>> columns = [.. Columns];
        if (write != ItemColumns.Text && items.Items.Files is not null && items.Anchors.Files is not null)
            columns.Add(new(items.ArePairs ? "id" : "file", row => TableOf(row.Item).KeyOf(row.Item.Row)));
        if (write != ItemColumns.Ids)
        {
            var (anchors, others) = (ItemTexts.Of(items.Anchors), ItemTexts.Of(items.Items));
            columns.Add(new(
                "text", row => (row.Item.Role == ItemRole.Catalog ? anchors : others)(row.Item.Row)));
        }
        _table = TableWriter<BatchRow>.Create(path, format, columns);
    }

    /// <inheritdoc/>
    public override void Write(Batch step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var place = (int)(step.Step - (long)step.Epoch * _batchesPerEpoch);
        for (var slot = 0; slot < step.Items.Count; slot++)
        {
            _table.Write(new BatchRow(step.Step, step.Epoch, place, slot, step.TargetHardness, step.Items[slot], null));
        }
    }

    /// <inheritdoc/>
    public override void Complete() => _table.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _table.Dispose();

    private ItemTable TableOf(BatchItem item) => item.Role == ItemRole.Catalog ? _items.Anchors : _items.Items;
}
