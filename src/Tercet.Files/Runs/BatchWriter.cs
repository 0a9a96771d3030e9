using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>
/// Writes batches in step order, a row an item, with the columns step, epoch, batch, slot, group, role, item, class, distance, target_hardness, hardness and, where the data
/// have files, file. The same batches give the same bytes.
/// </summary>
public sealed class BatchWriter : IDisposable
{
    /// <summary>The columns of every file.</summary>
    internal static readonly IReadOnlyList<Column<BatchRow>> Columns =
    [
        new("step", ColumnType.Int64, row => row.Step), new("epoch", ColumnType.Int32, row => row.Epoch), new("batch", ColumnType.Int32, row => row.Batch),
        new("slot", ColumnType.Int32, row => row.Slot), new("group", ColumnType.Int32, row => row.Item.Group), new("role", ColumnType.Text, row => EnumNames.ToKebabCase(row.Item.Role)),
        new("item", ColumnType.Int32, row => row.Item.Item), new("class", ColumnType.Text, row => row.Item.Class), new("distance", ColumnType.OptionalDouble, row => row.Item.Distance),
        new("target_hardness", ColumnType.OptionalDouble, row => row.TargetHardness), new("hardness", ColumnType.OptionalDouble, row => row.Item.Hardness),
    ];

    /// <summary>The further column where the data have files.</summary>
    internal static readonly Column<BatchRow> FileColumn = new("file", ColumnType.Text, row => row.File);

    private readonly BatchMiner _miner;
    private readonly bool _hasFiles;
    private readonly TableWriter<BatchRow> _table;

    private BatchWriter(string path, TableFormat format, BatchMiner miner)
    {
        _miner = miner;
        _hasFiles = miner.Source.HasFiles;
        _table = TableWriter<BatchRow>.Create(path, format, _hasFiles ? [.. Columns, FileColumn] : Columns);
    }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="miner">Whose batches it will hold.</param>
    public static BatchWriter Create(string path, TableFormat format, BatchMiner miner)
    {
        ArgumentNullException.ThrowIfNull(miner);
        return new BatchWriter(path, format, miner);
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The next in step order.</param>
    /// <returns>Its rows, as they were written.</returns>
    public IReadOnlyList<BatchRow> Write(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var place = (int)(batch.Step - (long)batch.Epoch * _miner.BatchesPerEpoch);
        BatchRow[] rows = [.. batch.Items.Select((item, slot) => new BatchRow(batch.Step, batch.Epoch, place, slot, batch.TargetHardness, item, _hasFiles ? _miner.KeyOf(item) : null))];
        foreach (var row in rows)
            _table.Write(row);
        return rows;
    }

    /// <summary>Writes what is left and flushes the file to disk. A file is whole only after this.</summary>
    public void Complete() => _table.Complete();

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
