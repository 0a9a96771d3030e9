namespace Tercet.Files;

/// <summary>How a delimited text is written: what separates its fields, and where its header is.</summary>
/// <param name="Delimiter">What separates fields.</param>
/// <param name="Start">Where the header starts.</param>
/// <param name="HeaderRow">The row of the header, from 1.</param>
internal readonly record struct CsvDialect(char Delimiter, int Start, int HeaderRow)
{
    private const int SampleRecords = 100;

    /// <summary>In order of preference, where several fit as well.</summary>
    private static readonly (char Delimiter, string Name)[] Known =
        [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "bar"), (' ', "blank")];

    /// <summary>What the delimiter is called.</summary>
    public string Name
    {
        get
        {
            var delimiter = Delimiter;
            return Array.Find(Known, known => known.Delimiter == delimiter).Name ?? $"'{delimiter}'";
        }
    }

    /// <summary>
    /// Finds how a text is written. A first line such as <c>sep=;</c> says it, as spreadsheets write it. Else the delimiter is
    /// the one that gives most of the wanted columns, then the one that gives most records as many fields as the header.
    /// </summary>
    /// <param name="text">The text, which has more than blanks.</param>
    /// <param name="wanted">Names of columns, in any letter case.</param>
    public static CsvDialect Detect(string text, IReadOnlyList<string> wanted)
    {
        var (start, row) = (0, 1);
        while (string.IsNullOrWhiteSpace(Line(text, start)))
            (start, row) = (AfterLine(text, start), row + 1);
        var first = Line(text, start).Trim().Trim('"');
        var after = AfterLine(text, start);
        if (first is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var given])
            return new CsvDialect(given, after, row);
        if (first.Length > 0 && first.All(char.IsAsciiDigit) && after < text.Length)
            (start, row) = (after, row + 1); // a list that begins with the number of its rows
        var best = Known.MaxBy(known => Score(text, start, known.Delimiter, wanted));
        return new CsvDialect(best.Delimiter, start, row);
    }

    private static (int Columns, double Steady) Score(string text, int start, char delimiter, IReadOnlyList<string> wanted)
    {
        var records = new CsvRecords(text, delimiter, start);
        List<CsvField> header = [], fields = [];
        var (all, steady) = (0, 0);
        try
        {
            records.Read(header);
            while (all < SampleRecords && records.Read(fields))
            {
                if (fields is [{ Length: 0 }])
                    continue;
                all++;
                if (fields.Count == header.Count)
                    steady++;
            }
        }
        catch (FormatException)
        {
            // Reported where the text is read with the delimiter that is chosen.
        }
        var names = header.Select(name => records[name].Trim().ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (wanted.Count(names.Contains), header.Count < 2 ? 0 : (1.0 + steady) / (1 + all));
    }

    private static string Line(string text, int start) => text[start..EndOfLine(text, start)];

    private static int EndOfLine(string text, int start) =>
        text.AsSpan(start).IndexOfAny('\r', '\n') is >= 0 and var length ? start + length : text.Length;

    private static int AfterLine(string text, int start)
    {
        var end = EndOfLine(text, start);
        return text.AsSpan(end).StartsWith("\r\n") ? end + 2 : Math.Min(end + 1, text.Length);
    }
}
