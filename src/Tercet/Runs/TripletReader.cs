using System.Globalization;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using Sylvan.Data.Csv;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>Reads back the files that <see cref="TripletWriter"/> writes.</summary>
public static class TripletReader
{
    /// <summary>Reads triplets in the order of the file.</summary>
    /// <param name="path">A <c>.parquet</c>, <c>.csv</c> or <c>.jsonl</c> file of triplets.</param>
    /// <exception cref="BadInputException">The file is not one of triplets.</exception>
    public static IEnumerable<TripletRow> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".parquet" => Guard(path, ReadParquet(path)),
        ".csv" => Guard(path, ReadCsv(path)),
        ".jsonl" => Guard(path, ReadJsonLines(path)),
        var other => throw new BadInputException($"{path}: triplets are in .parquet, .csv or .jsonl files, not in '{other}'."),
    };

    private static IEnumerable<TripletRow> Guard(string path, IEnumerable<TripletRow> rows)
    {
        using var enumerator = rows.GetEnumerator();
        while (true)
        {
            TripletRow row;
            try
            {
                if (!enumerator.MoveNext())
                    yield break;
                row = enumerator.Current;
            }
            catch (Exception e) when (UnreadableFile.Shows(e))
            {
                throw new BadInputException($"{path}: not a readable file of triplets ({e.Message}). Expected one that 'tercet mine' wrote.", e);
            }
            yield return row;
        }
    }

    private static IEnumerable<TripletRow> ReadCsv(string path)
    {
        using var reader = CsvDataReader.Create(path, new CsvDataReaderOptions { Delimiter = ',', BufferSize = 1 << 16, MaxBufferSize = 1 << 21 });
        Require(path, TripletWriter.Columns.Where(name => !Enumerable.Range(0, reader.FieldCount).Any(i => reader.GetName(i) == name)));
        var hasFiles = reader.FieldCount > TripletWriter.Columns.Length;
        while (reader.Read())
        {
            double Number(int column) => double.Parse(reader.GetFieldSpan(column), NumberStyles.Float, CultureInfo.InvariantCulture);
            yield return new TripletRow(
                new Triplet(
                    reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5),
                    reader.GetString(6), reader.GetString(7), Number(8), Number(9),
                    reader.GetFieldSpan(10).IsEmpty ? null : Number(10), Number(11), reader.GetInt32(12)),
                hasFiles ? reader.GetString(13) : null, hasFiles ? reader.GetString(14) : null, hasFiles ? reader.GetString(15) : null);
        }
    }

    private static IEnumerable<TripletRow> ReadJsonLines(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            Require(path, TripletWriter.Columns.Where(name => !root.TryGetProperty(name, out _)));
            string? Text(string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
            var target = root.GetProperty("target_hardness");
            yield return new TripletRow(
                new Triplet(
                    root.GetProperty("step").GetInt64(), root.GetProperty("epoch").GetInt32(), root.GetProperty("cycle").GetInt32(),
                    root.GetProperty("anchor").GetInt32(), root.GetProperty("positive").GetInt32(), root.GetProperty("negative").GetInt32(),
                    Text("anchor_class")!, Text("negative_class")!, root.GetProperty("d_ap").GetDouble(), root.GetProperty("d_an").GetDouble(),
                    target.ValueKind == JsonValueKind.Null ? null : target.GetDouble(),
                    root.GetProperty("hardness").GetDouble(), root.GetProperty("rank").GetInt32()),
                Text("anchor_file"), Text("positive_file"), Text("negative_file"));
        }
    }

    private static IEnumerable<TripletRow> ReadParquet(string path)
    {
        var reader = ParquetReader.CreateAsync(path).GetAwaiter().GetResult();
        try
        {
            var fields = reader.Schema.DataFields;
            Require(path, TripletWriter.Columns.Where(name => !fields.Any(field => field.Name == name)));
            for (var i = 0; i < reader.RowGroupCount; i++)
            {
                using var group = reader.OpenRowGroupReader(i);
                foreach (var row in ReadGroup(group, fields))
                    yield return row;
            }
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IEnumerable<TripletRow> ReadGroup(ParquetRowGroupReader group, DataField[] fields)
    {
        T[] Column<T>(int index) where T : struct
        {
            var values = new T[group.RowCount];
            group.ReadAsync<T>(fields[index], values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return values;
        }

        string[] Texts(int index)
        {
            var values = new string?[group.RowCount];
            group.ReadAsync(fields[index], values.AsMemory()).AsTask().GetAwaiter().GetResult();
            return values!;
        }

        var targets = new double?[group.RowCount];
        group.ReadAsync<double>(fields[10], targets.AsMemory()).AsTask().GetAwaiter().GetResult();
        var (steps, epochs, cycles) = (Column<long>(0), Column<int>(1), Column<int>(2));
        var (anchors, positives, negatives) = (Column<int>(3), Column<int>(4), Column<int>(5));
        var (anchorClasses, negativeClasses) = (Texts(6), Texts(7));
        var (positiveDistances, negativeDistances) = (Column<double>(8), Column<double>(9));
        var (hardness, ranks) = (Column<double>(11), Column<int>(12));
        var files = fields.Length > TripletWriter.Columns.Length ? new[] { Texts(13), Texts(14), Texts(15) } : null;
        for (var i = 0; i < steps.Length; i++)
        {
            yield return new TripletRow(
                new Triplet(
                    steps[i], epochs[i], cycles[i], anchors[i], positives[i], negatives[i], anchorClasses[i], negativeClasses[i],
                    positiveDistances[i], negativeDistances[i], targets[i], hardness[i], ranks[i]),
                files?[0][i], files?[1][i], files?[2][i]);
        }
    }

    private static void Require(string path, IEnumerable<string> missing)
    {
        var names = missing.ToList();
        if (names.Count > 0)
            throw new BadInputException($"{path}: no triplets, since it lacks the columns {string.Join(", ", names)}.");
    }
}
