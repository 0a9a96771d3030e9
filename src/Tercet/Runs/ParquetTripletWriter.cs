using Parquet;
using Parquet.Schema;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>Writes Parquet, a row group for every 131,072 triplets.</summary>
internal sealed class ParquetTripletWriter : TripletWriter
{
    private const int GroupRows = 1 << 17;

    // Not the usual Snappy: its managed encoder writes other bytes where the processor lacks some instructions.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd };

    private readonly FileStream _file;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriter _parquet;
    private readonly List<TripletRow> _rows = [];

    public ParquetTripletWriter(string path, TripletMiner miner) : base(miner)
    {
        _schema = SchemaFor(HasFiles);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        _parquet = ParquetWriter.CreateAsync(_schema, _file, Options).GetAwaiter().GetResult();
    }

    public override void Complete()
    {
        if (_rows.Count > 0)
            WriteGroup().GetAwaiter().GetResult();
        _parquet.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Flush(flushToDisk: true);
    }

    private protected override void Write(in TripletRow row)
    {
        _rows.Add(row);
        if (_rows.Count == GroupRows)
            WriteGroup().GetAwaiter().GetResult();
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private static ParquetSchema SchemaFor(bool hasFiles)
    {
        Field[] fields =
        [
            new DataField<long>("step"), new DataField<int>("epoch"), new DataField<int>("cycle"),
            new DataField<int>("anchor"), new DataField<int>("positive"), new DataField<int>("negative"),
            new DataField("anchor_class", typeof(string), isNullable: false), new DataField("negative_class", typeof(string), isNullable: false),
            new DataField<double>("d_ap"), new DataField<double>("d_an"), new DataField<double?>("target_hardness"),
            new DataField<double>("hardness"), new DataField<int>("rank"),
        ];
        return new ParquetSchema(hasFiles
            ? [.. fields, .. FileColumns.Select(name => new DataField(name, typeof(string), isNullable: false))]
            : fields);
    }

    private async Task WriteGroup()
    {
        using var group = _parquet.CreateRowGroup();
        var fields = _schema.DataFields;
        await group.WriteAsync<long>(fields[0], Column(t => t.Step)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[1], Column(t => t.Epoch)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[2], Column(t => t.Cycle)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[3], Column(t => t.Anchor)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[4], Column(t => t.Positive)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[5], Column(t => t.Negative)).ConfigureAwait(false);
        await group.WriteAsync(fields[6], _rows.ConvertAll(row => row.Triplet.AnchorClass)).ConfigureAwait(false);
        await group.WriteAsync(fields[7], _rows.ConvertAll(row => row.Triplet.NegativeClass)).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[8], Column(t => t.PositiveDistance)).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[9], Column(t => t.NegativeDistance)).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[10], (ReadOnlyMemory<double?>)Column(t => t.TargetHardness)).ConfigureAwait(false);
        await group.WriteAsync<double>(fields[11], Column(t => t.Hardness)).ConfigureAwait(false);
        await group.WriteAsync<int>(fields[12], Column(t => t.Rank)).ConfigureAwait(false);
        if (HasFiles)
        {
            await group.WriteAsync(fields[13], _rows.ConvertAll(row => row.AnchorFile!)).ConfigureAwait(false);
            await group.WriteAsync(fields[14], _rows.ConvertAll(row => row.PositiveFile!)).ConfigureAwait(false);
            await group.WriteAsync(fields[15], _rows.ConvertAll(row => row.NegativeFile!)).ConfigureAwait(false);
        }
        group.CompleteValidate();
        _rows.Clear();
    }

    private T[] Column<T>(Func<Triplet, T> select)
    {
        var column = new T[_rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = select(_rows[i].Triplet);
        return column;
    }
}
