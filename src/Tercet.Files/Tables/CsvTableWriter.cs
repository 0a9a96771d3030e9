using System.Globalization;

namespace Tercet.Files.Tables;

/// <summary>Writes comma-separated values (RFC 4180), with line feeds.</summary>
internal sealed class CsvTableWriter<T> : TextTableWriter<T>
{
    private readonly IReadOnlyList<Column<T>> _columns;

    public CsvTableWriter(string path, IReadOnlyList<Column<T>> columns) : base(path)
    {
        if (columns.Any(column => column.Type >= ColumnType.TextList))
            throw new InvalidOperationException("a field of a CSV file holds no list");
        _columns = columns;
        Text.WriteLine(string.Join(',', columns.Select(column => column.Name)));
    }

    public override void Write(T row)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (i > 0)
                Text.Write(',');
            Text.Write(_columns[i].Of(row) switch
            {
                string text => CsvText.Quote(text),
                double number => number.ToString("R", CultureInfo.InvariantCulture),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                _ => "",
            });
        }
        Text.WriteLine();
    }
}
