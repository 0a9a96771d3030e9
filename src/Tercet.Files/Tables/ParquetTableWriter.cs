using System.Buffers;
using System.Text;
using ParquetSharp;
using ParquetSharp.IO;
using ParquetSharp.Schema;

namespace Tercet.Files.Tables;

/// <summary>Writes Parquet, 131,072 rows per row group: one group is encoded while the rows of the next arrive.</summary>
internal sealed class ParquetTableWriter<T> : TableWriter<T>
{
    private const int GroupRows = 1 << 17;

    private readonly IReadOnlyList<Column<T>> _columns;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly ManagedOutputStream _stream;
    private readonly ParquetFileWriter _parquet;
    private readonly ArrayBufferWriter<byte> _texts = new();
    private List<T> _rows = [];
    private List<T> _encoded = [];
    private Task _encoding = Task.CompletedTask;
    private bool _isComplete;

    public ParquetTableWriter(string path, IReadOnlyList<Column<T>> columns)
    {
        (_path, _columns) = (path, columns);
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16);
        _stream = new ManagedOutputStream(_file, leaveOpen: true);
        using var schema = new GroupNode("schema", Repetition.Required, [.. columns.Select(NodeOf)]);
        using var properties = new WriterPropertiesBuilder().Compression(Compression.Zstd).CreatedBy("tercet").Build();
        _parquet = new ParquetFileWriter(_stream, schema, properties);
    }

    public override void Write(T row)
    {
        _rows.Add(row);
        if (_rows.Count == GroupRows)
            BeginGroup();
    }

    public override void Complete()
    {
        if (_rows.Count > 0)
            BeginGroup();
        _encoding.GetAwaiter().GetResult();
        Guard(_parquet.Close);
        _file.Flush();
        _isComplete = true;
    }

    protected override void Dispose(bool disposing)
    {
        try
        {
            _encoding.GetAwaiter().GetResult();
        }
        catch (Exception) when (!_isComplete)
        {
            // Thrown before, or of no interest any more.
        }
        try
        {
            _parquet.Dispose();
            _stream.Dispose();
            _file.Dispose();
        }
        catch (Exception) when (!_isComplete)
        {
            // What could not be written must not throw a second time from here.
        }
    }

    private static Node NodeOf(Column<T> column)
    {
        if (column.Type >= ColumnType.TextList)
            return ListOf(column);
        // LogicalType.None says no more than the physical type.
        var (repetition, logical, physical) = column.Type switch
        {
            ColumnType.Int64 => (Repetition.Required, LogicalType.Int(64, true), PhysicalType.Int64),
            ColumnType.Int32 => (Repetition.Required, LogicalType.Int(32, true), PhysicalType.Int32),
            ColumnType.Double => (Repetition.Required, LogicalType.None(), PhysicalType.Double),
            ColumnType.OptionalDouble => (Repetition.Optional, LogicalType.None(), PhysicalType.Double),
            _ => (Repetition.Required, LogicalType.String(), PhysicalType.ByteArray),
        };
        using (logical)
            return new PrimitiveNode(column.Name, repetition, logical, physical);
    }

    /// <summary>A list as the format's specification has it: a group, a repeated group <c>list</c>, and its <c>element</c>.</summary>
    private static GroupNode ListOf(Column<T> column)
    {
        using var logical = column.Type switch
        {
            ColumnType.TextList => LogicalType.String(),
            ColumnType.Int32List => LogicalType.Int(32, true),
            _ => LogicalType.None(),
        };
        var physical = column.Type switch
        {
            ColumnType.TextList => PhysicalType.ByteArray,
            ColumnType.Int32List => PhysicalType.Int32,
            _ => PhysicalType.Double,
        };
        var element = new PrimitiveNode("element", Repetition.Required, logical, physical);
        var list = new GroupNode("list", Repetition.Repeated, [element]);
        using var type = LogicalType.List();
        return new GroupNode(column.Name, Repetition.Required, [list], type);
    }

    private void BeginGroup()
    {
        _encoding.GetAwaiter().GetResult();
        (_rows, _encoded) = (_encoded, _rows);
        _encoding = Task.Run(() => Guard(() => WriteGroup(_encoded)));
    }

    private void WriteGroup(List<T> rows)
    {
        using var group = _parquet.AppendRowGroup();
        foreach (var column in _columns)
        {
            using var writer = group.NextColumn();
            switch (column.Type)
            {
                case ColumnType.Int64:
                    WriteNumbers<long>(writer, rows, column);
                    break;
                case ColumnType.Int32:
                    WriteNumbers<int>(writer, rows, column);
                    break;
                case ColumnType.Double:
                    WriteNumbers<double>(writer, rows, column);
                    break;
                case ColumnType.OptionalDouble:
                    WriteOptional(writer, rows, column);
                    break;
                case ColumnType.TextList:
                    var lists = rows.ConvertAll(column.As<string[]>().Invoke);
                    string[] texts = [.. lists.SelectMany(list => list)];
                    WriteTexts(writer, texts.Length, i => texts[i], Levels(lists));
                    break;
                case ColumnType.Int32List:
                    WriteLists((ColumnWriter<int>)writer, rows.ConvertAll(column.As<int[]>().Invoke));
                    break;
                case ColumnType.DoubleList:
                    WriteLists((ColumnWriter<double>)writer, rows.ConvertAll(column.As<double[]>().Invoke));
                    break;
                default:
                    var text = column.As<string>();
                    WriteTexts(writer, rows.Count, i => text(rows[i]));
                    break;
            }
        }
        group.Close();
        rows.Clear();
    }

    private static void WriteNumbers<TValue>(ColumnWriter writer, List<T> rows, Column<T> column) where TValue : unmanaged
    {
        var value = column.As<TValue>();
        var values = ArrayPool<TValue>.Shared.Rent(rows.Count);
        for (var i = 0; i < rows.Count; i++)
            values[i] = value(rows[i]);
        ((ColumnWriter<TValue>)writer).WriteBatch(values.AsSpan(0, rows.Count));
        ArrayPool<TValue>.Shared.Return(values);
    }

    private static void WriteOptional(ColumnWriter writer, List<T> rows, Column<T> column)
    {
        var value = column.As<double?>();
        var (values, levels) = (ArrayPool<double>.Shared.Rent(rows.Count), ArrayPool<short>.Shared.Rent(rows.Count));
        var count = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var number = value(rows[i]);
            levels[i] = (short)(number.HasValue ? 1 : 0);
            if (number is { } known)
                values[count++] = known;
        }
        ((ColumnWriter<double>)writer).WriteBatch(rows.Count, levels.AsSpan(0, rows.Count), null, values.AsSpan(0, count));
        ArrayPool<double>.Shared.Return(values);
        ArrayPool<short>.Shared.Return(levels);
    }

    private static void WriteLists<TValue>(ColumnWriter<TValue> writer, List<TValue[]> lists) where TValue : unmanaged
    {
        var (definitions, repetitions) = Levels(lists);
        writer.WriteBatch(definitions.Length, definitions, repetitions, [.. lists.SelectMany(list => list)]);
    }

    /// <summary>The levels of lists, none of which is empty.</summary>
    private static (short[] Definitions, short[] Repetitions) Levels<TValue>(List<TValue[]> lists)
    {
        short[] repetitions = [.. lists.SelectMany(list => list.Select((_, i) => (short)(i == 0 ? 0 : 1)))];
        return ([.. repetitions.Select(_ => (short)1)], repetitions);
    }

    private unsafe void WriteTexts(
        ColumnWriter writer, int count, Func<int, string> text, (short[] Definitions, short[] Repetitions)? levels = null)
    {
        _texts.ResetWrittenCount();
        var pooled = ArrayPool<ByteArray>.Shared.Rent(count);
        var values = pooled.AsSpan(0, count);
        for (var i = 0; i < count; i++)
            values[i] = new ByteArray(0, checked((int)EncodingExtensions.GetBytes(System.Text.Encoding.UTF8, text(i), _texts)));
        fixed (byte* start = _texts.WrittenSpan)
        {
            var next = start;
            for (var i = 0; i < count; i++)
            {
                values[i] = new ByteArray((nint)next, values[i].Length);
                next += values[i].Length;
            }
            var typed = (ColumnWriter<ByteArray>)writer;
            if (levels is var (definitions, repetitions))
                typed.WriteBatch(count, definitions, repetitions, values);
            else
                typed.WriteBatch(values);
        }
        ArrayPool<ByteArray>.Shared.Return(pooled);
    }

    /// <summary>The library has its own exceptions; where it writes, those are failures of the disk.</summary>
    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is not (IOException or OutOfMemoryException))
        {
            throw new IOException($"{_path}: could not be written ({UnreadableFile.Describe(e)})", e);
        }
    }
}
