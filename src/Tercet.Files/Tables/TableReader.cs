using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Sylvan.Data.Csv;

namespace Tercet.Files.Tables;

/// <summary>Reads back what <see cref="TableWriter{T}"/> writes: rows of values in the order of the asked columns.</summary>
internal static class TableReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file.</param>
    /// <param name="columns">Columns that it must have.</param>
    /// <param name="further">Text columns that it has all of, or none, where their values are null.</param>
    /// <param name="kind">What the rows are, for messages: triplets.</param>
    /// <exception cref="InvalidInputException">It is no such file.</exception>
    public static IEnumerable<object?[]> Read(string path, IReadOnlyList<(string Name, ColumnType Type)> columns, IReadOnlyList<string> further, string kind)
    {
        (string Name, ColumnType Type)[] all = [.. columns, .. further.Select(name => (name, ColumnType.Text))];
        Source Begin(Func<string, bool> has)
        {
            var missing = columns.Where(column => !has(column.Name)).Select(column => column.Name).ToList();
            return missing.Count == 0
                ? new Source(all, Array.TrueForAll(all, column => has(column.Name)) ? all.Length : columns.Count)
                : throw new InvalidInputException($"{path}: no {kind}, since it lacks the columns {string.Join(", ", missing)}.");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => Guard(path, ReadParquet(path, Begin), kind),
            ".csv" => Guard(path, ReadCsv(path, Begin), kind),
            ".jsonl" => Guard(path, ReadJsonLines(path, Begin), kind),
            var other => throw new InvalidInputException($"{path}: {kind} are in .parquet, .csv or .jsonl files, not in '{other}'."),
        };
    }

    private static IEnumerable<object?[]> Guard(string path, IEnumerable<object?[]> rows, string kind)
    {
        using var enumerator = rows.GetEnumerator();
        while (true)
        {
            object?[] row;
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
                row = enumerator.Current;
            }
            catch (Exception e) when (UnreadableFile.Shows(e))
            {
                throw new InvalidInputException($"{path}: not a readable file of {kind} ({e.Message}). Expected one that 'tercet mine' wrote.", e);
            }
            yield return row;
        }
    }

    private static IEnumerable<object?[]> ReadCsv(string path, Func<Func<string, bool>, Source> begin)
    {
        using var reader = CsvDataReader.Create(path, new CsvDataReaderOptions { Delimiter = ',', BufferSize = 1 << 16, MaxBufferSize = 1 << 21 });
        var places = Enumerable.Range(0, reader.FieldCount).DistinctBy(reader.GetName).ToDictionary(reader.GetName);
        var source = begin(places.ContainsKey);
        while (reader.Read())
        {
            yield return source.Row(column =>
            {
                var i = places[column.Name];
                return column.Type switch
                {
                    ColumnType.Int64 => reader.GetInt64(i),
                    ColumnType.Int32 => reader.GetInt32(i),
                    ColumnType.Text => reader.GetString(i),
                    ColumnType.OptionalDouble when reader.GetFieldSpan(i).IsEmpty => null,
                    _ => double.Parse(reader.GetFieldSpan(i), NumberStyles.Float, CultureInfo.InvariantCulture),
                };
            });
        }
    }

    private static IEnumerable<object?[]> ReadJsonLines(string path, Func<Func<string, bool>, Source> begin)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            yield return begin(name => root.TryGetProperty(name, out _)).Row(column =>
            {
                var value = root.GetProperty(column.Name);
                return column.Type switch
                {
                    ColumnType.Int64 => value.GetInt64(),
                    ColumnType.Int32 => value.GetInt32(),
                    ColumnType.Text => value.GetString() ?? throw new JsonException($"{column.Name} is null"),
                    ColumnType.OptionalDouble when value.ValueKind == JsonValueKind.Null => null,
                    _ => value.GetDouble(),
                };
            });
        }
    }

    private static IEnumerable<object?[]> ReadParquet(string path, Func<Func<string, bool>, Source> begin)
    {
        var reader = ParquetReader.CreateAsync(path).GetAwaiter().GetResult();
        try
        {
            var fields = reader.Schema.DataFields.DistinctBy(field => field.Name).ToDictionary(field => field.Name);
            var source = begin(fields.ContainsKey);
            for (var i = 0; i < reader.RowGroupCount; i++)
            {
                using var group = reader.OpenRowGroupReader(i);
                var columns = source.Columns.Select(column => Values(group, fields[column.Name], column.Type)).ToArray();
                for (var row = 0; row < group.RowCount; row++)
                {
                    var place = 0;
                    yield return source.Row(_ => columns[place++].GetValue(row));
                }
            }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Array Values(ParquetRowGroupReader group, DataField field, ColumnType type)
    {
        T[] Required<T>() where T : struct
        {
            var values = new T[group.RowCount];
            group.ReadAsync<T>(field, values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return values;
        }

        switch (type)
        {
            case ColumnType.Int64:
                return Required<long>();
            case ColumnType.Int32:
                return Required<int>();
            case ColumnType.Double:
                return Required<double>();
            case ColumnType.OptionalDouble:
                var numbers = new double?[group.RowCount];
                group.ReadAsync<double>(field, numbers.AsMemory()).AsTask().GetAwaiter().GetResult();
                return numbers;
            default:
                var texts = new string?[group.RowCount];
                group.ReadAsync(field, texts.AsMemory()).AsTask().GetAwaiter().GetResult();
                return texts;
        }
    }

    /// <summary>The columns that a file has of those asked for, the first of them.</summary>
    private sealed class Source((string Name, ColumnType Type)[] all, int count)
    {
        public IEnumerable<(string Name, ColumnType Type)> Columns => all.Take(count);

        public object?[] Row(Func<(string Name, ColumnType Type), object?> value)
        {
            var row = new object?[all.Length];
            for (var i = 0; i < count; i++)
                row[i] = value(all[i]);
            return row;
        }
    }
}
