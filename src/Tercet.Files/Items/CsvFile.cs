namespace Tercet.Files;

/// <summary>Reads a delimited text file with a header: any of the usual delimiters, quoted fields, any line ends.</summary>
internal sealed class CsvFile
{
    private readonly CsvRecords _records;
    private readonly List<CsvField> _fields; // of each record as many as the header has
    private readonly List<int> _rowNumbers;

    private CsvFile(TextFile file, string[] header, CsvRecords records, List<CsvField> fields, List<int> rowNumbers)
    {
        (File, Header, _records, _fields, _rowNumbers) = (file, header, records, fields, rowNumbers);
    }

    public TextFile File { get; }

    public string[] Header { get; }

    /// <summary>Records below the header.</summary>
    public int Count => _rowNumbers.Count;

    /// <summary>Where each record stands, as a spreadsheet counts: the header is row 1.</summary>
    public IReadOnlyList<int> RowNumbers => _rowNumbers;

    /// <summary>The text of a field; empty where the record is shorter than the header.</summary>
    public ReadOnlySpan<char> Field(int record, int column) => _records[_fields[record * Header.Length + column]];

    /// <summary>A column, whose texts are made when they are asked for.</summary>
    /// <param name="column">Its place.</param>
    /// <param name="trim">Whether blanks around texts are no part of them.</param>
    public IReadOnlyList<string> Column(int column, bool trim = false) => new CsvColumn(this, column, trim);

    /// <summary>A column of labels, in memory: equal ones are one text.</summary>
    /// <param name="column">Its place.</param>
    public IReadOnlyList<string> Labels(int column)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var labels = new string[Count];
        for (var i = 0; i < labels.Length; i++)
        {
            var field = Field(i, column);
            if (i > 0 && field.SequenceEqual(labels[i - 1]))
                labels[i] = labels[i - 1];
            else if (lookup.TryGetValue(field, out var label))
                labels[i] = label;
            else
                known.Add(labels[i] = field.ToString());
        }
        return labels;
    }

    /// <summary>The records as texts.</summary>
    public IEnumerable<IReadOnlyList<string>> Records() => Enumerable.Range(0, Count)
        .Select(record => (IReadOnlyList<string>)[.. Header.Select((_, column) => Field(record, column).ToString())]);

    /// <summary>Whether a record repeats the header.</summary>
    public bool IsHeader(int record)
    {
        for (var column = 0; column < Header.Length; column++)
        {
            if (!Field(record, column).Trim().SequenceEqual(Header[column]))
                return false;
        }
        return true;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">Names of columns that it should have, by which the delimiter is found.</param>
    public static CsvFile Read(string path, params IReadOnlyList<string> wanted)
    {
        var file = TextFile.Read(path);
        if (string.IsNullOrWhiteSpace(file.Text))
            throw new InvalidInputException(
                $"{path}: {RegularFile.Empty}. Expected a header line such as file,class and one row per item.");
        return Parse(file, CsvDialect.Detect(file.Text, wanted));
    }

    /// <summary>The place of a column, or −1: an exact match first, then one in any letter case.</summary>
    public int IndexOf(string column)
    {
        var places = PlacesOf(column, StringComparison.Ordinal);
        if (places.Count == 0)
            places = PlacesOf(column, StringComparison.OrdinalIgnoreCase);
        return places.Count switch
        {
            0 => -1,
            1 => places[0],
            _ => throw new InvalidInputException(
                $"{File.Path}: columns {string.Join(" and ", places.Select(i => $"'{Header[i]}'"))} both match '{column}'. "
                + "Name one exactly, or rename one."),
        };
    }

    private List<int> PlacesOf(string column, StringComparison comparison) =>
        [.. Enumerable.Range(0, Header.Length).Where(i => string.Equals(Header[i], column, comparison))];

    private static CsvFile Parse(TextFile file, CsvDialect dialect)
    {
        var records = new CsvRecords(file.Text, dialect.Delimiter, dialect.Start);
        var number = dialect.HeaderRow;
        List<CsvField> record = [], fields = [];
        List<string> overlong = [];
        bool Next()
        {
            try
            {
                return records.Read(record);
            }
            catch (FormatException e)
            {
                throw new InvalidInputException($"{file.Path}, row {number}: {e.Message}", e);
            }
        }

        if (!Next())
            throw new InvalidInputException(
                $"{file.Path}: the line that names the delimiter is all. Expected a header line such as file,class below it.");
        var header = record.Select(name => records[name].Trim().ToString()).ToArray();
        var lines = file.Text.AsSpan().Count('\n'); // about as many records: lists that grow take twice the memory
        var numbers = new List<int>(lines);
        fields.Capacity = (int)Math.Min((long)lines * header.Length, file.Text.Length);
        for (number++; Next(); number++)
        {
            if (record is [{ Length: 0 }])
                continue; // a blank line is no record
            if (record.Count > header.Length && record.FindIndex(header.Length, field => field.Length != 0) is >= 0 and var extra)
                overlong.Add(FormattableString.Invariant($"row {number}: {record.Count} fields, such as '{records[record[extra]].ToString()}'"));
            for (var i = 0; i < header.Length; i++)
                fields.Add(i < record.Count ? record[i] : default);
            numbers.Add(number);
        }
        if (overlong.Count > 0)
            throw new InvalidInputException(
                $"{file.Path}: {overlong.Count} rows have more than the {header.Length} fields of the header", overlong,
                $"Expected as many. Put a field that holds a {dialect.Name} into double quotes.");
        return new CsvFile(file, header, records, fields, numbers);
    }
}
