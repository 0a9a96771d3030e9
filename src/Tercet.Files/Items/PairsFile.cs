using System.Globalization;
using Tercet.Files.Tables;

namespace Tercet.Files;

/// <summary>Pairs of queries and passages with a grade or a score, as they were read from a file.</summary>
/// <param name="Pairs">The rows of query and passage, and the value; 1 where the file has none.</param>
/// <param name="Sha256">The SHA-256 of the file's bytes, in hexadecimal.</param>
/// <param name="Unknown">Pairs with an id that is not in the data, and were passed over.</param>
public sealed record PairsFile(IReadOnlyList<(int Query, int Passage, double Value)> Pairs, string Sha256, int Unknown)
{
    /// <summary>Pairs with a value below <see cref="PairsFileOptions.MinValue"/>.</summary>
    public int Below { get; private init; }

    private static readonly string[] QueryNames = ["query", "query-id", "query_id", "qid"];

    private static readonly string[] PassageNames =
        ["passage", "corpus-id", "passage_id", "corpus_id", "pid", "doc_id", "docid"];

    private static readonly string[] ValueNames = ["score", "grade", "relevance", "rel"];

    /// <summary>
    /// Reads relevant pairs: a CSV, JSON Lines or Parquet file with columns <c>query</c> and <c>passage</c> and, where there is
    /// one, a grade; the qrels of BEIR (<c>query-id</c>, <c>corpus-id</c>, <c>score</c>); or those of TREC, four fields without a
    /// header.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="queries">The queries, which the pairs name by id.</param>
    /// <param name="passages">The passages.</param>
    /// <param name="options">Which columns to read.</param>
    /// <exception cref="InvalidInputException">No such file or column, ids that are not in the data, or grades that are no numbers.</exception>
    public static PairsFile ReadRelevant(string path, ItemTable queries, ItemTable passages, PairsFileOptions? options = null)
    {
        var (file, unknown) = Read(path, queries, passages, options ?? new PairsFileOptions(), requireValue: false);
        return unknown.Count == 0
            ? file
            : throw new InvalidInputException(
                $"{path}: {unknown.Count} of {file.Pairs.Count + unknown.Count} pairs name ids that are not in the data", unknown,
                $"Expected ids of {queries.Source} and {passages.Source}. Add the rows, or remove these pairs"
                + (file.Pairs.Count == 0 ? ", or name the columns of ids (`QueryColumn`, `PassageColumn`)." : "."));
    }

    /// <summary>Reads scores of a teacher, in the same form; pairs with ids that are not in the data are passed over and counted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="queries">The queries, which the pairs name by id.</param>
    /// <param name="passages">The passages.</param>
    /// <param name="options">Which columns to read.</param>
    /// <exception cref="InvalidInputException">
    /// No such file or column, scores that are no numbers, or none of a pair that is in the data.
    /// </exception>
    public static PairsFile ReadScores(string path, ItemTable queries, ItemTable passages, PairsFileOptions? options = null)
    {
        var (file, unknown) = Read(path, queries, passages, options ?? new PairsFileOptions(), requireValue: true);
        return file.Pairs.Count > 0
            ? file
            : throw new InvalidInputException(
                $"{path}: none of {unknown.Count} scores is of a query and a passage in the data", unknown,
                $"Expected ids of {queries.Source} and {passages.Source}.");
    }

    private static (PairsFile File, List<string> Unknown) Read(
        string path, ItemTable queries, ItemTable passages, PairsFileOptions options, bool requireValue)
    {
        var (queryIds, passageIds, values, sha256, locationOf) = ReadColumns(path, options, requireValue);
        var (queryRows, passageRows) = (RowsByKey(queries), RowsByKey(passages));
        var pairs = new List<(int, int, double)>();
        var below = 0;
        List<string> unknown = [], unreadable = [];
        for (var i = 0; i < queryIds.Count; i++)
        {
            var (query, passage) = (queryIds[i].Trim(), passageIds[i].Trim());
            var value = 1.0;
            if (values is not null && !(double.TryParse(values[i], NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && double.IsFinite(value)))
                unreadable.Add($"{locationOf(i)}: '{values[i]}'");
            else if (value < options.MinValue)
                below++;
            else if (queryRows.TryGetValue(query, out var queryRow) && passageRows.TryGetValue(passage, out var passageRow))
                pairs.Add((queryRow, passageRow, value));
            else
                unknown.Add($"{locationOf(i)}: {Found(query, queryRows.ContainsKey(query), "query")}, "
                    + Found(passage, passageRows.ContainsKey(passage), "passage"));
        }
        if (unreadable.Count > 0)
            throw new InvalidInputException(
                $"{path}: {unreadable.Count} {(requireValue ? "scores" : "grades")} are no finite numbers", unreadable,
                "Expected numbers with a decimal point.");
        return (new PairsFile(pairs, sha256, unknown.Count) { Below = below }, unknown);

        static string Found(string id, bool isKnown, string what) => isKnown ? $"{what} '{id}'" : $"no {what} '{id}'";
    }

    private static (IReadOnlyList<string> Queries, IReadOnlyList<string> Passages, IReadOnlyList<string>? Values, string Sha256,
        Func<int, string> LocationOf) ReadColumns(string path, PairsFileOptions options, bool requireValue)
    {
        if (options with { MinValue = null } == new PairsFileOptions() && TrecQrels.Read(path) is { } trec)
            return (trec.Queries, trec.Passages, trec.Grades, trec.Sha256, i => FormattableString.Invariant($"row {i + 1}"));
        string[] queryNames = options.QueryColumn is { } query ? [query] : QueryNames;
        string[] passageNames = options.PassageColumn is { } passage ? [passage] : PassageNames;
        string[] valueNames = options.ValueColumn is { } column ? [column] : ValueNames;
        var table = TextTable.Read(path, [.. queryNames, .. passageNames, .. valueNames]);
        var values = requireValue || options.ValueColumn is not null
            ? table.Require(valueNames, requireValue ? "ScoreColumn" : nameof(options.ValueColumn))
            : valueNames.Select(table.Find).FirstOrDefault(found => found is not null);
        return (
            table.Require(queryNames, nameof(options.QueryColumn)), table.Require(passageNames, nameof(options.PassageColumn)), values,
            table.Sha256, table.LocationOf);
    }

    private static Dictionary<string, int> RowsByKey(ItemTable table)
    {
        var rows = new Dictionary<string, int>(table.Count, StringComparer.Ordinal);
        for (var row = 0; row < table.Count; row++)
            rows[table.KeyOf(row)] = row;
        return rows;
    }
}
