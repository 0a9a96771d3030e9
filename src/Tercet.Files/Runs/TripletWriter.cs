using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>
/// Writes triplets in step order, with the columns step, epoch, cycle, anchor, positive, negative, anchor_class,
/// negative_class, d_ap, d_an, target_hardness, hardness, rank and, where the data have files, anchor_file,
/// positive_file, negative_file. The same triplets give the same bytes.
/// </summary>
public sealed class TripletWriter : IDisposable
{
    /// <summary>The columns of every file.</summary>
    internal static readonly IReadOnlyList<Column<TripletRow>> Columns =
    [
        new("step", ColumnType.Int64, row => row.Triplet.Step), new("epoch", ColumnType.Int32, row => row.Triplet.Epoch), new("cycle", ColumnType.Int32, row => row.Triplet.Cycle),
        new("anchor", ColumnType.Int32, row => row.Triplet.Anchor), new("positive", ColumnType.Int32, row => row.Triplet.Positive), new("negative", ColumnType.Int32, row => row.Triplet.Negative),
        new("anchor_class", ColumnType.Text, row => row.Triplet.AnchorClass), new("negative_class", ColumnType.Text, row => row.Triplet.NegativeClass),
        new("d_ap", ColumnType.Double, row => row.Triplet.PositiveDistance), new("d_an", ColumnType.Double, row => row.Triplet.NegativeDistance),
        new("target_hardness", ColumnType.OptionalDouble, row => row.Triplet.TargetHardness), new("hardness", ColumnType.Double, row => row.Triplet.Hardness),
        new("rank", ColumnType.Int32, row => row.Triplet.Rank),
    ];

    /// <summary>The further columns where the data have files.</summary>
    internal static readonly IReadOnlyList<Column<TripletRow>> FileColumns =
    [
        new("anchor_file", ColumnType.Text, row => row.AnchorFile), new("positive_file", ColumnType.Text, row => row.PositiveFile), new("negative_file", ColumnType.Text, row => row.NegativeFile),
    ];

    private readonly TripletMiner _miner;
    private readonly bool _hasFiles;
    private readonly TableWriter<TripletRow> _table;

    private TripletWriter(string path, TableFormat format, TripletMiner miner)
    {
        _miner = miner;
        _hasFiles = miner.Source.HasFiles;
        _table = TableWriter<TripletRow>.Create(path, format, _hasFiles ? [.. Columns, .. FileColumns] : Columns);
    }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="miner">Whose triplets it will hold.</param>
    public static TripletWriter Create(string path, TableFormat format, TripletMiner miner)
    {
        ArgumentNullException.ThrowIfNull(miner);
        return new TripletWriter(path, format, miner);
    }

    /// <summary>The usual extension of a format, with its dot.</summary>
    /// <param name="format">The format.</param>
    public static string ExtensionOf(TableFormat format) => format switch
    {
        TableFormat.Parquet => ".parquet",
        TableFormat.Csv => ".csv",
        _ => ".jsonl",
    };

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order.</param>
    public void Write(Triplet triplet) => _table.Write(_hasFiles
        ? new TripletRow(triplet, _miner.AnchorKey(triplet), _miner.PositiveKey(triplet), _miner.NegativeKey(triplet))
        : new TripletRow(triplet, null, null, null));

    /// <summary>Writes what is left and flushes the file to disk. A file is whole only after this.</summary>
    public void Complete() => _table.Complete();

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
