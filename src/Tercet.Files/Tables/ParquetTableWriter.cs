using Parquet;
using Parquet.Schema;

namespace Tercet.Files.Tables;

/// <summary>Writes Parquet, 131,072 rows per row group.</summary>
internal sealed class ParquetTableWriter<T> : TableWriter<T>
{
    private const int GroupRows = 1 << 17;

    // Not the usual Snappy: its managed encoder writes other bytes where the processor lacks some instructions.
    private static readonly ParquetOptions Options = new() { CompressionMethod = CompressionMethod.Zstd };

    private readonly IReadOnlyList<Column<T>> _columns;
    private readonly FileStream _file;
    private readonly ParquetSchema _schema;
    private readonly ParquetWriter _parquet;
    private readonly List<T> _rows = [];

    public ParquetTableWriter(string path, IReadOnlyList<Column<T>> columns)
    {
        _columns = columns;
        _schema = new ParquetSchema([.. columns.Select(Field)]);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        _parquet = ParquetWriter.CreateAsync(_schema, _file, Options).GetAwaiter().GetResult();
    }

    public override void Write(T row)
    {
        _rows.Add(row);
        if (_rows.Count == GroupRows)
            WriteGroup().GetAwaiter().GetResult();
    }

    public override void Complete()
    {
        if (_rows.Count > 0)
            WriteGroup().GetAwaiter().GetResult();
        _parquet.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _file.Flush();
    }

    protected override void Dispose(bool disposing) => _file.Dispose();

    private static DataField Field(Column<T> column) => column.Type switch
    {
        ColumnType.Int64 => new DataField<long>(column.Name),
        ColumnType.Int32 => new DataField<int>(column.Name),
        ColumnType.Double => new DataField<double>(column.Name),
        ColumnType.OptionalDouble => new DataField<double?>(column.Name),
        _ => new DataField(column.Name, typeof(string), isNullable: false),
    };

    private async Task WriteGroup()
    {
        using var group = _parquet.CreateRowGroup();
        for (var i = 0; i < _columns.Count; i++)
        {
            var (field, column) = (_schema.DataFields[i], _columns[i]);
            await (column.Type switch
            {
                ColumnType.Int64 => group.WriteAsync<long>(field, Values<long>(column)),
                ColumnType.Int32 => group.WriteAsync<int>(field, Values<int>(column)),
                ColumnType.Double => group.WriteAsync<double>(field, Values<double>(column)),
                ColumnType.OptionalDouble => group.WriteAsync<double>(
                    field, (ReadOnlyMemory<double?>)_rows.ConvertAll(row => (double?)column.Of(row)).ToArray()),
                _ => group.WriteAsync(field, _rows.ConvertAll(row => (string)column.Of(row)!)),
            }).ConfigureAwait(false);
        }
        group.CompleteValidate();
        _rows.Clear();
    }

    private TValue[] Values<TValue>(Column<T> column) => [.. _rows.Select(row => (TValue)column.Of(row)!)];
}
