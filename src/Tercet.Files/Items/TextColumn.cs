using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>The texts of a table, one per row.</summary>
/// <param name="Path">The file.</param>
/// <param name="Texts">The texts as they are in the file; an empty field is an empty text.</param>
/// <param name="RowNumbers">
/// Where each text is, as a spreadsheet counts: the header is row 1; null where rows are counted from 0.
/// </param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="EncodingName">The character encoding that the file was read in, such as <c>utf-8</c>; null for Parquet.</param>
public sealed record TextColumn(
    string Path, IReadOnlyList<string> Texts, IReadOnlyList<int>? RowNumbers, string Sha256, string? EncodingName)
{
    /// <summary>The column that is read unless another is named.</summary>
    public const string DefaultName = "text";

    /// <summary>Reads a column of a CSV, JSON Lines or Parquet file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column's name, in any letter case; an exact match first.</param>
    /// <exception cref="InvalidInputException">There is no such file or column, or there are no rows.</exception>
    public static TextColumn Read(string path, string column = DefaultName)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(column);
        var table = TextTable.Read(path, column);
        var texts = table.Require([column], "TextColumn");
        return texts.Count > 0
            ? new TextColumn(path, texts, table.RowNumbers, table.Sha256, table.EncodingName)
            : throw new InvalidInputException($"{path}: no rows below the header. Expected one row per text.");
    }

    /// <summary>Where a text is, such as "passages.csv, row 2".</summary>
    /// <param name="item">Its index, from 0.</param>
    public string LocationOf(int item) => RowNumbers is null
        ? FormattableString.Invariant($"{Path}, item {item}")
        : FormattableString.Invariant($"{Path}, row {RowNumbers[item]}");
}
