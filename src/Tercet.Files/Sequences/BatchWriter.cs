using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>
/// Writes batches, one row per item, with the columns step, epoch, batch, slot, group, role, item, class, distance,
/// target_hardness, hardness and, where the data have files, file.
/// </summary>
internal sealed class BatchWriter : SequenceWriter<Batch>
{
    /// <summary>The columns of every file.</summary>
    internal static readonly IReadOnlyList<Column<BatchRow>> Columns =
    [
        new("step", ColumnType.Int64, row => row.Step),
        new("epoch", ColumnType.Int32, row => row.Epoch),
        new("batch", ColumnType.Int32, row => row.Batch),
        new("slot", ColumnType.Int32, row => row.Slot),
        new("group", ColumnType.Int32, row => row.Item.Group),
        new("role", ColumnType.Text, row => EnumNames.ToKebabCase(row.Item.Role)),
        new("item", ColumnType.Int32, row => row.Item.Row),
        new("class", ColumnType.Text, row => row.Item.Class),
        new("distance", ColumnType.OptionalDouble, row => row.Item.Distance),
        new("target_hardness", ColumnType.OptionalDouble, row => row.TargetHardness),
        new("hardness", ColumnType.OptionalDouble, row => row.Item.Hardness),
    ];

    /// <summary>The further column where the data have files.</summary>
    internal static readonly Column<BatchRow> FileColumn = new("file", ColumnType.Text, row => row.File);

    private readonly LabeledItems _items;
    private readonly int _batchesPerEpoch;
    private readonly bool _hasFiles;
    private readonly TableWriter<BatchRow> _table;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="items">What the batches are of.</param>
    /// <param name="batchesPerEpoch">Batches per epoch, for the column that counts them from the start of the epoch.</param>
    public BatchWriter(string path, TableFormat format, LabeledItems items, int batchesPerEpoch)
    {
        ArgumentNullException.ThrowIfNull(items);
        (_items, _batchesPerEpoch) = (items, batchesPerEpoch);
        _hasFiles = items.Items.Files is not null && items.Anchors.Files is not null;
        _table = TableWriter<BatchRow>.Create(path, format, _hasFiles ? [.. Columns, FileColumn] : Columns);
    }

    /// <inheritdoc/>
    public override void Write(Batch step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var place = (int)(step.Step - (long)step.Epoch * _batchesPerEpoch);
        for (var slot = 0; slot < step.Items.Count; slot++)
        {
            var item = step.Items[slot];
            var table = item.Role == ItemRole.Catalog ? _items.Anchors : _items.Items;
            var file = _hasFiles ? table.KeyOf(item.Row) : null;
            _table.Write(new BatchRow(step.Step, step.Epoch, place, slot, step.TargetHardness, item, file));
        }
    }

    /// <inheritdoc/>
    public override void Complete() => _table.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _table.Dispose();
}
