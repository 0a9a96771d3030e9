using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Writes triplets, one row per negative (<see cref="TripletColumns"/>).</summary>
internal sealed class TripletWriter : SequenceWriter<Triplet>
{
    private readonly TableWriter<Triplet> _table;

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="items">What the triplets are of.</param>
    /// <param name="options">How they are mined.</param>
    /// <param name="write">What is said of each item.</param>
    public TripletWriter(string path, TableFormat format, LabeledItems items, TripletOptions options, ItemColumns write) =>
        _table = TableWriter<Triplet>.Create(path, format, TripletColumns.Of(items, options, write));

    /// <inheritdoc/>
    public override void Write(Triplet step) => _table.Write(step);

    /// <inheritdoc/>
    public override void Complete() => _table.Complete();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _table.Dispose();
}
