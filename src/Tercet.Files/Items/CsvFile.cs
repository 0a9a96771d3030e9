namespace Tercet.Files;

/// <summary>Reads a delimited text file with a header: any of the usual delimiters, quoted fields, any line ends.</summary>
internal sealed class CsvFile
{
    private CsvFile(TextFile file, string[] header, List<string[]> rows, List<int> rowNumbers)
    {
        (File, Header, Rows, RowNumbers) = (file, header, rows, rowNumbers);
    }

    public TextFile File { get; }

    public string[] Header { get; }

    /// <summary>The records, each as long as the header; missing fields are empty.</summary>
    public List<string[]> Rows { get; }

    /// <summary>Where each record stands, as a spreadsheet counts: the header is row 1.</summary>
    public List<int> RowNumbers { get; }

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
        List<string> fields = [], overlong = [];
        bool Next()
        {
            try
            {
                return records.Read(fields);
            }
            catch (FormatException e)
            {
                throw new InvalidInputException($"{file.Path}, row {number}: {e.Message}", e);
            }
        }

        if (!Next())
            throw new InvalidInputException(
                $"{file.Path}: the line that names the delimiter is all. Expected a header line such as file,class below it.");
        var header = fields.Select(name => name.Trim()).ToArray();
        var rows = new List<string[]>();
        var numbers = new List<int>();
        for (number++; Next(); number++)
        {
            if (fields is [""])
                continue; // a blank line is no record
            if (fields.Skip(header.Length).FirstOrDefault(field => field.Length > 0) is { } extra)
                overlong.Add(FormattableString.Invariant($"row {number}: {fields.Count} fields, such as '{extra}'"));
            rows.Add([.. Enumerable.Range(0, header.Length).Select(i => i < fields.Count ? fields[i] : "")]);
            numbers.Add(number);
        }
        if (overlong.Count > 0)
            throw new InvalidInputException(
                $"{file.Path}: {overlong.Count} rows have more than the {header.Length} fields of the header", overlong,
                $"Expected as many. Put a field that holds a {dialect.Name} into double quotes.");
        return new CsvFile(file, header, rows, numbers);
    }
}
