namespace Tercet.Files;

/// <summary>The texts of a table, one per row.</summary>
/// <param name="Path">The file.</param>
/// <param name="Texts">The texts as they are in the file; an empty field is an empty text.</param>
/// <param name="RowNumbers">Where each text is, as a spreadsheet counts: the header is row 1.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="EncodingName">The character encoding that the file was read in, such as <c>utf-8</c>.</param>
public sealed record TextColumn(
    string Path, IReadOnlyList<string> Texts, IReadOnlyList<int> RowNumbers, string Sha256, string EncodingName)
{
    /// <summary>The column that is read unless another is named.</summary>
    public const string DefaultName = "text";

    /// <summary>Reads a column of a CSV file with a header, as <see cref="ItemTableFile.ReadCsv"/> does.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column's name, in any letter case; an exact match first.</param>
    /// <exception cref="InvalidInputException">There is no such file or column, or there are no rows.</exception>
    public static TextColumn Read(string path, string column = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(column);
        var csv = CsvFile.Read(path, column);
        var place = csv.IndexOf(column);
        if (place < 0)
            throw new InvalidInputException(
                $"{path}: no column '{column}'. Its header has {string.Join(", ", csv.Header.Select(name => $"'{name}'"))}; name the "
                + "right one with `TextColumn`.");
        if (csv.Rows.Count == 0)
            throw new InvalidInputException($"{path}: no rows below the header. Expected one row per text.");
        return new TextColumn(path, csv.Rows.ConvertAll(row => row[place]), csv.RowNumbers, csv.File.Sha256, csv.File.EncodingName);
    }

    /// <summary>Where a text is, such as "passages.csv, row 2".</summary>
    /// <param name="item">Its index, from 0.</param>
    public string LocationOf(int item) => FormattableString.Invariant($"{Path}, row {RowNumbers[item]}");
}
