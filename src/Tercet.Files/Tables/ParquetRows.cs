using ParquetSharp;

namespace Tercet.Files.Tables;

/// <summary>The rows of a Parquet file, by row group.</summary>
internal static class ParquetRows
{
    // Counts in a damaged file can be anything: memory is taken for values that were read.
    private const int Chunk = 1 << 16;

    /// <summary>Reads the rows of a file, in order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">The columns to read, where the file has them.</param>
    /// <param name="require">Called with whether the file has a column.</param>
    public static IEnumerable<RowReader> Read(
        string path, IReadOnlyList<(string Name, ColumnType Type)> columns, Action<Func<string, bool>> require)
    {
        using var reader = new ParquetFileReader(path);
        var places = new Dictionary<string, int>();
        for (var i = 0; i < reader.FileMetaData.NumColumns; i++)
            places.TryAdd(reader.FileMetaData.Schema.Column(i).Name, i);
        require(places.ContainsKey);
        for (var i = 0; i < reader.FileMetaData.NumRowGroups; i++)
        {
            using var group = reader.RowGroup(i);
            var values = columns.Where(column => places.ContainsKey(column.Name))
                .ToDictionary(column => column.Name, column => Values(group, places[column.Name], column));
            var count = values.Count == 0 ? 0 : values.Values.Max(column => column.Length);
            for (var row = 0; row < count; row++)
                yield return new Row(values, row);
        }
    }

    /// <summary>Reads a column of a row group in chunks.</summary>
    /// <typeparam name="T">The physical type of its values.</typeparam>
    /// <param name="column">The column.</param>
    /// <param name="add">Receives the definition and repetition levels, and the values that are defined.</param>
    public static void ReadChunks<T>(
        ColumnReader<T> column, Action<ReadOnlySpan<short>, ReadOnlySpan<short>, ReadOnlySpan<T>> add)
        where T : unmanaged
    {
        var (definitions, repetitions, values) = (new short[Chunk], new short[Chunk], new T[Chunk]);
        while (column.HasNext)
        {
            var levels = (int)column.ReadBatch(Chunk, definitions, repetitions, values, out var read);
            if (levels == 0 && read == 0)
                throw new InvalidDataException("a column ends early");
            add(definitions.AsSpan(0, levels), repetitions.AsSpan(0, levels), values.AsSpan(0, (int)read));
        }
    }

    private static Array Values(RowGroupReader group, int place, (string Name, ColumnType Type) column)
    {
        using var reader = group.Column(place);
        return column.Type switch
        {
            ColumnType.Int64 => Required<long>(reader, column.Name),
            ColumnType.Int32 => Required<int>(reader, column.Name),
            ColumnType.Double => Required<double>(reader, column.Name),
            ColumnType.OptionalDouble => Optional<double, double?>(reader, column.Name, value => value),
            _ => Optional<ByteArray, string?>(reader, column.Name, Text),
        };
    }

    private static T[] Required<T>(ColumnReader reader, string name) where T : unmanaged =>
        [.. Optional<T, T?>(reader, name, value => value).Select(value => value ?? throw new InvalidDataException($"{name} is null"))];

    private static TResult?[] Optional<T, TResult>(ColumnReader reader, string name, Func<T, TResult> convert)
        where T : unmanaged
    {
        if (reader is not ColumnReader<T> typed)
            throw new InvalidDataException($"{name} is of type {reader.Type}");
        var present = reader.ColumnDescriptor.MaxDefinitionLevel;
        var result = new List<TResult?>();
        ReadChunks(typed, (definitions, repetitions, values) =>
        {
            if (reader.ColumnDescriptor.MaxRepetitionLevel > 0)
                throw new InvalidDataException($"{name} holds lists");
            var next = 0;
            if (present == 0)
            {
                foreach (var value in values)
                    result.Add(convert(value));
            }
            else
            {
                foreach (var definition in definitions)
                    result.Add(definition == present ? convert(values[next++]) : default);
            }
        });
        return [.. result];
    }

    private static unsafe string Text(ByteArray value) => System.Text.Encoding.UTF8.GetString((byte*)value.Pointer, value.Length);

    private sealed class Row(Dictionary<string, Array> values, int row) : RowReader
    {
        public override bool Has(string column) => values.ContainsKey(column);

        public override long Int64(string column) => ((long[])values[column])[row];

        public override int Int32(string column) => ((int[])values[column])[row];

        public override double Double(string column) => ((double[])values[column])[row];

        public override double? OptionalDouble(string column) => ((double?[])values[column])[row];

        public override string Text(string column) =>
            ((string?[])values[column])[row] ?? throw new InvalidDataException($"{column} is null");
    }
}
