using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>
/// Writes triplets with the columns step, epoch, cycle, anchor, positive, negative, anchor_class, negative_class, d_ap, d_an,
/// target_hardness, hardness, rank and, where the data have files, anchor_file, positive_file, negative_file.
/// </summary>
internal sealed class TripletWriter : SequenceWriter<Triplet>
{
    /// <summary>The columns of every file.</summary>
    internal static readonly IReadOnlyList<Column<TripletRow>> Columns =
    [
        new("step", ColumnType.Int64, row => row.Triplet.Step),
        new("epoch", ColumnType.Int32, row => row.Triplet.Epoch),
        new("cycle", ColumnType.Int32, row => row.Triplet.Cycle),
        new("anchor", ColumnType.Int32, row => row.Triplet.Anchor),
        new("positive", ColumnType.Int32, row => row.Triplet.Positive),
        new("negative", ColumnType.Int32, row => row.Triplet.Negative),
        new("anchor_class", ColumnType.Text, row => row.Triplet.AnchorClass),
        new("negative_class", ColumnType.Text, row => row.Triplet.NegativeClass),
        new("d_ap", ColumnType.Double, row => row.Triplet.PositiveDistance),
        new("d_an", ColumnType.Double, row => row.Triplet.NegativeDistance),
        new("target_hardness", ColumnType.OptionalDouble, row => row.Triplet.TargetHardness),
        new("hardness", ColumnType.Double, row => row.Triplet.Hardness),
        new("rank", ColumnType.Int32, row => row.Triplet.Rank),
    ];

    /// <summary>The further columns where the data have files.</summary>
    internal static readonly IReadOnlyList<Column<TripletRow>> FileColumns =
    [
        new("anchor_file", ColumnType.Text, row => row.AnchorFile),
        new("positive_file", ColumnType.Text, row => row.PositiveFile),
        new("negative_file", ColumnType.Text, row => row.NegativeFile),
    ];

    private readonly LabeledItems _items;
    private readonly bool _hasFiles;
    private readonly TableWriter<TripletRow> _table;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="items">What the triplets are of.</param>
    public TripletWriter(string path, TableFormat format, LabeledItems items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = items;
        _hasFiles = items.Items.Files is not null && items.Anchors.Files is not null;
        _table = TableWriter<TripletRow>.Create(path, format, _hasFiles ? [.. Columns, .. FileColumns] : Columns);
    }

    /// <inheritdoc/>
    public override void Write(Triplet step) => _table.Write(_hasFiles
        ? new TripletRow(
            step, _items.Anchors.KeyOf(step.Anchor), _items.Items.KeyOf(step.Positive), _items.Items.KeyOf(step.Negative))
        : new TripletRow(step, null, null, null));

    /// <inheritdoc/>
    public override void Complete() => _table.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _table.Dispose();
}
