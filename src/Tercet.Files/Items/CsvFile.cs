using Sylvan.Data.Csv;

namespace Tercet.Files;

/// <summary>Reads a delimited text file with a header: commas, semicolons, tabs or bars, quoted fields, any line ends.</summary>
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

    public static CsvFile Read(string path)
    {
        var file = TextFile.Read(path);
        if (string.IsNullOrWhiteSpace(file.Text))
            throw new InvalidInputException(
                $"{path}: the file is empty. Expected a header line such as file,class and one row per item.");
        try
        {
            return Parse(file);
        }
        catch (CsvRecordTooLargeException e)
        {
            throw new InvalidInputException(
                $"{path}, row {e.RowNumber + 1}: a record of over a million characters; "
                + "most likely a double quote is not closed.", e);
        }
        catch (CsvFormatException e)
        {
            throw new InvalidInputException(
                $"{path}, row {e.RowNumber + 1}: {e.Message} "
                + "Expected fields in double quotes where they hold commas, quotes or line breaks.", e);
        }
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

    private static CsvFile Parse(TextFile file)
    {
        using var reader = CsvDataReader.Create(new StringReader(file.Text), new CsvDataReaderOptions
        {
            BufferSize = 1 << 16,
            MaxBufferSize = 1 << 21,
            Comment = '\0', // a file may be called #1.jpg; by default such a row would be skipped as a comment
        });
        var header = new string[reader.FieldCount];
        for (var i = 0; i < header.Length; i++)
            header[i] = reader.GetName(i).Trim();
        var rows = new List<string[]>();
        var numbers = new List<int>();
        var overlong = new List<string>();
        var number = 1;
        while (reader.Read())
        {
            number++;
            var row = new string[header.Length];
            for (var i = 0; i < row.Length; i++)
                row[i] = i < reader.RowFieldCount ? reader.GetString(i) : "";
            if (reader.RowFieldCount <= 1 && row[0].Length == 0)
                continue; // a blank line is no record
            for (var i = header.Length; i < reader.RowFieldCount; i++)
            {
                if (reader.GetString(i).Length == 0)
                    continue;
                overlong.Add(FormattableString.Invariant(
                    $"row {number}: {reader.RowFieldCount} fields, such as '{reader.GetString(i)}'"));
                break;
            }
            rows.Add(row);
            numbers.Add(number);
        }
        if (overlong.Count > 0)
            throw new InvalidInputException(
                $"{file.Path}: {overlong.Count} rows have more than the {header.Length} fields of the header", overlong,
                "Expected as many. Put a field that holds a comma into double quotes.");
        return new CsvFile(file, header, rows, numbers);
    }
}
