using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>
/// Writes triplets in step order, with the columns step, epoch, cycle, anchor, positive, negative, anchor_class,
/// negative_class, d_ap, d_an, target_hardness, hardness, rank and, where the data have files, anchor_file,
/// positive_file, negative_file. The same triplets give the same bytes.
/// </summary>
public abstract class TripletWriter : IDisposable
{
    /// <summary>The columns of every file.</summary>
    internal static readonly string[] Columns =
    [
        "step", "epoch", "cycle", "anchor", "positive", "negative", "anchor_class", "negative_class",
        "d_ap", "d_an", "target_hardness", "hardness", "rank",
    ];

    /// <summary>The further columns where the data have files.</summary>
    internal static readonly string[] FileColumns = ["anchor_file", "positive_file", "negative_file"];

    private readonly TripletMiner _miner;

    private protected TripletWriter(TripletMiner miner)
    {
        _miner = miner;
        HasFiles = miner.Source.Data.Items.Files is not null && miner.Source.Data.Anchors.Files is not null;
    }

    private protected bool HasFiles { get; }

    /// <summary>Starts a file.</summary>
    /// <param name="path">Where to; an existing file is replaced.</param>
    /// <param name="format">Its format.</param>
    /// <param name="miner">Whose triplets it will hold.</param>
    public static TripletWriter Create(string path, TripletFormat format, TripletMiner miner)
    {
        ArgumentNullException.ThrowIfNull(miner);
        return format switch
        {
            TripletFormat.Parquet => new ParquetTripletWriter(path, miner),
            TripletFormat.Csv => new CsvTripletWriter(path, miner),
            TripletFormat.Jsonl => new JsonLinesTripletWriter(path, miner),
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
    }

    /// <summary>The usual extension of a format, with its dot.</summary>
    /// <param name="format">The format.</param>
    public static string ExtensionOf(TripletFormat format) => format switch
    {
        TripletFormat.Parquet => ".parquet",
        TripletFormat.Csv => ".csv",
        _ => ".jsonl",
    };

    /// <summary>Adds a triplet.</summary>
    /// <param name="triplet">The next in step order.</param>
    public void Write(Triplet triplet) => Write(HasFiles
        ? new TripletRow(triplet, _miner.AnchorKey(triplet), _miner.PositiveKey(triplet), _miner.NegativeKey(triplet))
        : new TripletRow(triplet, null, null, null));

    /// <summary>Writes what is left and flushes the file to disk. A file is whole only after this.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Write(in TripletRow row);

    /// <summary>Closes the file.</summary>
    /// <param name="disposing">Always true: there is no finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
