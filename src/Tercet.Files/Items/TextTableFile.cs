using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>A table of queries or passages as it was read from a file.</summary>
/// <param name="Table">The queries or passages, without classes.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="EncodingName">The character encoding that the file was read in; null for Parquet.</param>
public sealed record TextTableFile(ItemTable Table, string Sha256, string? EncodingName)
{
    private static readonly string[] IdNames = ["id", "_id"];

    /// <summary>The values of the column of the split (<see cref="DataSplit.FromColumn"/>); null where none was read.</summary>
    public IReadOnlyList<string?>? Split { get; private init; }

    /// <summary>Reads a CSV, JSON Lines or Parquet file with a column of unique ids and, where there is one, a column of texts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Which columns to read; by default <c>id</c> and <c>text</c>.</param>
    /// <exception cref="InvalidInputException">No such file or column, no rows, or ids that are missing or occur twice.</exception>
    /// <example><code>
    /// var passages = TextTableFile.Read("corpus.jsonl").Table;
    /// </code></example>
    public static TextTableFile Read(string path, TextTableOptions? options = null)
    {
        options ??= new TextTableOptions();
        string[] ids = options.IdColumn is { } id ? [id] : IdNames;
        var table = TextTable.Read(
            path, [.. ids, options.TextColumn, .. new[] { options.GroupColumn, options.SplitColumn }.OfType<string>()]);
        var keys = table.Require(ids, nameof(options.IdColumn));
        var texts = options.RequireTexts
            ? table.Require([options.TextColumn], nameof(options.TextColumn))
            : table.Find(options.TextColumn);
        var groups = options.GroupColumn is { } group ? table.Require([group], nameof(options.GroupColumn)) : null;
        var split = options.SplitColumn is { } part ? table.Require([part], nameof(options.SplitColumn)) : null;
        return new TextTableFile(
            ItemTable.WithoutClasses([.. keys.Select(key => key.Trim())], texts, groups, path, table.RowNumbers), table.Sha256,
            table.EncodingName)
        {
            Split = split,
        };
    }

    /// <summary>
    /// Reads one table of pairs of texts, such as question and answer: equal texts are one query, or one passage, whose first row
    /// has its embedding. Ids are row numbers from 0.
    /// </summary>
    /// <param name="path">A CSV, JSON Lines or Parquet file.</param>
    /// <param name="anchorColumn">The column of queries.</param>
    /// <param name="positiveColumn">The column of passages.</param>
    /// <param name="options">The columns of groups and of the split; others are not read.</param>
    /// <returns>Queries, passages, and the pairs, as rows.</returns>
    /// <exception cref="InvalidInputException">No such file or column, no rows, or empty texts.</exception>
    public static (TextTableFile Queries, TextTableFile Passages, IReadOnlyList<(int Query, int Passage)> Pairs) ReadPairs(
        string path, string anchorColumn, string positiveColumn, TextTableOptions? options = null)
    {
        options ??= new TextTableOptions();
        var table = TextTable.Read(
            path,
            [anchorColumn, positiveColumn, .. new[] { options.GroupColumn, options.SplitColumn }.OfType<string>()]);
        var groups = options.GroupColumn is { } group ? table.Require([group], nameof(options.GroupColumn)) : null;
        var split = options.SplitColumn is { } part ? table.Require([part], nameof(options.SplitColumn)) : null;
        var (queries, ofQuery) = Distinct(table.Require([anchorColumn], "AnchorColumn"), anchorColumn);
        var (passages, ofPassage) = Distinct(table.Require([positiveColumn], "PositiveColumn"), positiveColumn);
        return (queries, passages, [.. ofQuery.Zip(ofPassage)]);

        (TextTableFile, int[]) Distinct(IReadOnlyList<string> texts, string column)
        {
            List<string> empty =
                [.. Enumerable.Range(0, texts.Count).Where(row => string.IsNullOrWhiteSpace(texts[row])).Select(table.LocationOf)];
            if (empty.Count > 0)
                throw new InvalidInputException(
                    $"{path}: {empty.Count} rows have no text in column '{column}'", empty, "Expected one in each. Remove these rows.");
            var first = new Dictionary<string, int>(StringComparer.Ordinal);
            var rows = new int[texts.Count];
            var repeated = new List<int>();
            for (var row = 0; row < rows.Length; row++)
            {
                if (!first.TryAdd(texts[row], row))
                    repeated.Add(row);
                rows[row] = first[texts[row]];
            }
            var keys = Enumerable.Range(0, texts.Count).Select(row => FormattableString.Invariant($"{row}")).ToList();
            var all = ItemTable.WithoutClasses(keys, texts, groups, $"{path}, column {column}", table.RowNumbers);
            return (new TextTableFile(all.Without(repeated), table.Sha256, table.EncodingName) { Split = split }, rows);
        }
    }
}
