using System.Security.Cryptography;
using System.Text.Json;

namespace Tercet.Files.Tables;

/// <summary>Columns of a CSV, JSON Lines or Parquet file as texts; numbers as they are written, what is missing as empty.</summary>
internal sealed class TextTable
{
    private readonly Dictionary<string, IReadOnlyList<string>> _columns;

    private TextTable(
        string path, string sha256, IReadOnlyList<string> header, Dictionary<string, IReadOnlyList<string>> columns, int count)
    {
        (Path, Sha256, Header, _columns, Count) = (path, sha256, header, columns, count);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The SHA-256 of its bytes, in hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Its character encoding; null for Parquet.</summary>
    public string? EncodingName { get; private init; }

    /// <summary>The names of all its columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Where each row stands, the header of a CSV file being row 1; null where rows are counted from 0.</summary>
    public IReadOnlyList<int>? RowNumbers { get; private init; }

    /// <summary>Reads columns of a file, where it has them.</summary>
    /// <param name="path">A <c>.parquet</c> or <c>.jsonl</c> file, or else a delimited text.</param>
    /// <param name="wanted">Names of columns; they match in any letter case, an exact match first.</param>
    /// <exception cref="InvalidInputException">No such file, or it is not of its format.</exception>
    public static TextTable Read(string path, params IReadOnlyList<string> wanted)
    {
        switch (System.IO.Path.GetExtension(path).ToLowerInvariant())
        {
            case ".parquet":
                return ReadParquet(path, wanted);
            case ".jsonl" or ".ndjson":
                return ReadJsonLines(path, wanted);
            default:
                var csv = CsvFile.Read(path, wanted);
                var places = wanted.Distinct().Select(name => (name, csv.IndexOf(name))).Where(found => found.Item2 >= 0);
                return new TextTable(
                    path, csv.File.Sha256, csv.Header,
                    places.ToDictionary(
                        found => found.name, found => (IReadOnlyList<string>)[.. csv.Column(found.Item2)]),
                    csv.Count)
                {
                    EncodingName = csv.File.EncodingName,
                    RowNumbers = csv.RowNumbers,
                };
        }
    }

    /// <summary>Whether the file has a column that was wanted.</summary>
    public bool Has(string column) => _columns.ContainsKey(column);

    /// <summary>A column that was wanted; null where the file lacks it.</summary>
    public IReadOnlyList<string>? Find(string? column) => column is null ? null : _columns.GetValueOrDefault(column);

    /// <summary>The first of several names that the file has.</summary>
    /// <param name="names">The names, the usual one first.</param>
    /// <param name="property">The option that names another.</param>
    /// <exception cref="InvalidInputException">It has none.</exception>
    public IReadOnlyList<string> Require(IReadOnlyList<string> names, string property) =>
        names.Select(Find).FirstOrDefault(column => column is not null)
        ?? throw new InvalidInputException(
            $"{Path}: no column '{names[0]}'. Its header has {string.Join(", ", Header.Select(name => $"'{name}'"))}; "
            + $"name the right one with `{property}`.");

    /// <summary>Where a row stands, for a message.</summary>
    public string LocationOf(int row) => RowNumbers is null
        ? FormattableString.Invariant($"item {row}")
        : FormattableString.Invariant($"row {RowNumbers[row]}");

    private static TextTable ReadParquet(string path, IReadOnlyList<string> wanted)
    {
        RequireFile(path);
        try
        {
            var (header, columns, count) = ParquetTexts.Read(path, header => Resolve(path, header, wanted));
            using var stream = File.OpenRead(path);
            return new TextTable(path, Convert.ToHexStringLower(SHA256.HashData(stream)), header, columns, count);
        }
        catch (Exception e) when (UnreadableFile.IsFormatError(e))
        {
            throw new InvalidInputException(
                $"{path}: not a readable Parquet file ({UnreadableFile.Describe(e)}). Expected one row per item.", e);
        }
    }

    /// <summary>Reads lines twice, for the names of all columns and for the values of some, so that no more is held at once.</summary>
    private static TextTable ReadJsonLines(string path, IReadOnlyList<string> wanted)
    {
        var file = TextFile.Read(path);
        List<int> numbers = [];
        var header = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (number, row) in Rows(file))
        {
            numbers.Add(number);
            header.AddRange(Guard(path, number, () => row.EnumerateObject().Select(property => property.Name).Where(known.Add).ToList()));
        }
        var columns = Resolve(path, header, wanted).Select(column => (column.Wanted, column.Actual, Texts: new List<string>())).ToList();
        foreach (var (number, row) in Rows(file))
        {
            foreach (var (_, actual, texts) in columns)
                texts.Add(Guard(path, number, () => TextOf(row, actual)));
        }
        return new TextTable(
            path, file.Sha256, header, columns.ToDictionary(column => column.Wanted, column => (IReadOnlyList<string>)column.Texts),
            numbers.Count)
        {
            EncodingName = file.EncodingName,
            RowNumbers = numbers,
        };
    }

    /// <summary>The rows that are not blank, with their numbers; each is valid until the next.</summary>
    private static IEnumerable<(int Number, JsonElement Row)> Rows(TextFile file)
    {
        using var lines = new StringReader(file.Text);
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var row = Parse(file.Path, number, line);
            yield return row.RootElement.ValueKind == JsonValueKind.Object
                ? (number, row.RootElement)
                : throw new InvalidInputException(
                    $"{file.Path}, row {number}: a JSON {row.RootElement.ValueKind}. Expected an object such as "
                    + "{\"id\": \"1\", \"text\": \"…\"}.");
        }
    }

    /// <summary>Reads names or values, which may hold half of a surrogate pair.</summary>
    private static T Guard<T>(string path, int number, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidInputException(
                $"{path}, row {number}: a text that is not Unicode ({UnreadableFile.Describe(e)}). Expected whole characters; remove it.", e);
        }
    }

    private static JsonDocument Parse(string path, int number, string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw new InvalidInputException(
                $"{path}, row {number}: not JSON ({UnreadableFile.Describe(e)}). Expected one object per line.", e);
        }
    }

    private static string TextOf(JsonElement row, string name) => !row.TryGetProperty(name, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };

    /// <summary>The wanted columns that there are: an exact match first, then one in any letter case.</summary>
    private static IEnumerable<(string Wanted, string Actual)> Resolve(
        string path, IReadOnlyList<string> header, IReadOnlyList<string> wanted)
    {
        foreach (var name in wanted.Distinct())
        {
            List<string> matches = [.. header.Where(actual => actual == name)];
            if (matches.Count == 0)
                matches = [.. header.Where(actual => string.Equals(actual, name, StringComparison.OrdinalIgnoreCase))];
            if (matches.Count > 1)
                throw new InvalidInputException(
                    $"{path}: columns {string.Join(" and ", matches.Select(match => $"'{match}'"))} both match '{name}'. "
                    + "Name one exactly, or rename one.");
            if (matches.Count == 1)
                yield return (name, matches[0]);
        }
    }

    private static void RequireFile(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: no such file. Expected a table with one row per item.");
    }
}
