using System.Globalization;
using System.Text.Json;
using Sylvan.Data.Csv;

namespace Tercet.Files.Tables;

/// <summary>Reads back what <see cref="TableWriter{T}"/> writes.</summary>
internal static class TableReader
{
    /// <summary>Reads the rows of a file, in order.</summary>
    /// <typeparam name="T">What a row becomes.</typeparam>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file.</param>
    /// <param name="columns">Columns that it must have, with their types.</param>
    /// <param name="optional">Text columns that it may have.</param>
    /// <param name="kind">What the rows are, for messages, such as triplets.</param>
    /// <param name="create">Makes the result from the values of a row, which are read in this call or not at all.</param>
    /// <exception cref="InvalidInputException">It is no such file.</exception>
    public static IEnumerable<T> Read<T>(
        string path, IReadOnlyList<(string Name, ColumnType Type)> columns, IReadOnlyList<string> optional, string kind,
        Func<RowReader, T> create)
    {
        void Require(Func<string, bool> has)
        {
            var missing = columns.Where(column => !has(column.Name)).Select(column => column.Name).ToList();
            if (missing.Count > 0)
                throw new InvalidInputException($"{path}: no {kind}, since it lacks the columns {string.Join(", ", missing)}.");
        }

        var rows = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => ParquetRows.Read(path, [.. columns, .. optional.Select(name => (name, ColumnType.Text))], Require),
            ".csv" => ReadCsv(path, Require),
            ".jsonl" => ReadJsonLines(path, Require),
            var other => throw new InvalidInputException(
                $"{path}: {kind} are in .parquet, .csv or .jsonl files, not in '{other}'."),
        };
        return Guard(path, rows, kind, create);
    }

    private static IEnumerable<T> Guard<T>(string path, IEnumerable<RowReader> rows, string kind, Func<RowReader, T> create)
    {
        using var enumerator = rows.GetEnumerator();
        while (true)
        {
            T row;
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
                row = create(enumerator.Current);
            }
            catch (Exception e) when (UnreadableFile.IsFormatError(e))
            {
                throw new InvalidInputException(
                    $"{path}: not a readable file of {kind} ({UnreadableFile.Describe(e)}). Expected one that 'tercet mine' wrote.", e);
            }
            yield return row;
        }
    }

    private static IEnumerable<RowReader> ReadCsv(string path, Action<Func<string, bool>> require)
    {
        var options = new CsvDataReaderOptions { Delimiter = ',', BufferSize = 1 << 16, MaxBufferSize = 1 << 21 };
        using var reader = CsvDataReader.Create(path, options);
        var row = new CsvRow(reader);
        require(row.Has);
        while (reader.Read())
            yield return row;
    }

    private static IEnumerable<RowReader> ReadJsonLines(string path, Action<Func<string, bool>> require)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var row = new JsonRow(json.RootElement);
            require(row.Has);
            yield return row;
        }
    }

    private sealed class CsvRow(CsvDataReader reader) : RowReader
    {
        private readonly Dictionary<string, int> _places =
            Enumerable.Range(0, reader.FieldCount).DistinctBy(reader.GetName).ToDictionary(reader.GetName);

        public override bool Has(string column) => _places.ContainsKey(column);

        public override long Int64(string column) => reader.GetInt64(_places[column]);

        public override int Int32(string column) => reader.GetInt32(_places[column]);

        public override double Double(string column) =>
            double.Parse(reader.GetFieldSpan(_places[column]), NumberStyles.Float, CultureInfo.InvariantCulture);

        public override double? OptionalDouble(string column) =>
            reader.GetFieldSpan(_places[column]).IsEmpty ? null : Double(column);

        public override string Text(string column) => reader.GetString(_places[column]);
    }

    private sealed class JsonRow(JsonElement row) : RowReader
    {
        public override bool Has(string column) => row.TryGetProperty(column, out _);

        public override long Int64(string column) => row.GetProperty(column).GetInt64();

        public override int Int32(string column) => row.GetProperty(column).GetInt32();

        public override double Double(string column) => row.GetProperty(column).GetDouble();

        public override double? OptionalDouble(string column) =>
            row.GetProperty(column).ValueKind == JsonValueKind.Null ? null : Double(column);

        public override string Text(string column) =>
            row.GetProperty(column).GetString() ?? throw new JsonException($"{column} is null");
    }
}
