using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that name queries, passages and their pairs.</summary>
public sealed class PairOptions
{
    private readonly Option<string?> _queries = OptionFactory.OptionalText(
        "--queries", "FILE", "Queries, which supply the anchors: a table (CSV, JSON Lines, Parquet) with columns id and text.");

    private readonly Option<string?> _passages = OptionFactory.OptionalText(
        "--passages", "FILE", "Passages, the positives and negatives, in the same form.");

    private readonly Option<string?> _pairs = OptionFactory.OptionalText(
        "--pairs", "FILE",
        "Which passages are positives of which queries: a table with columns query and passage and, optionally, a grade; or qrels "
        + "of TREC or BEIR.");

    private readonly Option<string?> _queryEmbeddings = OptionFactory.OptionalText(
        "--query-embeddings", "FILE", "Embeddings of the queries, one row per row of their table, as for --embeddings.");

    private readonly Option<string?> _passageEmbeddings = OptionFactory.OptionalText(
        "--passage-embeddings", "FILE", "Embeddings of the passages.");

    private readonly Option<string?> _anchorColumn = OptionFactory.OptionalText(
        "--anchor-column", "NAME", "With --data as a table of pairs of texts: the column of queries.");

    private readonly Option<string?> _positiveColumn = OptionFactory.OptionalText(
        "--positive-column", "NAME", "With --data as a table of pairs of texts: the column of passages.");

    private readonly Option<string?> _idColumn = OptionFactory.OptionalText(
        "--id-column", "NAME", "The column of ids in the tables of queries and passages. [default: id, or _id]");

    private readonly Option<string?> _queryColumn = OptionFactory.OptionalText(
        "--query-column", "NAME", "The column of query ids in pairs and scores. [default: query, or query-id]");

    private readonly Option<string?> _passageColumn = OptionFactory.OptionalText(
        "--passage-column", "NAME", "The column of passage ids in pairs and scores. [default: passage, or corpus-id]");

    private readonly Option<string?> _gradeColumn = OptionFactory.OptionalText(
        "--grade-column", "NAME", "The column of grades in pairs. [default: score or grade, where there is one]");

    private readonly Option<double> _minGrade = OptionFactory.Number(
        "--min-grade", "G", "The least grade of a pair that counts as related.", new RetrievalFiles { Data = "" }.MinGrade);

    private readonly Option<string?> _scores = OptionFactory.OptionalText(
        "--scores", "FILE",
        "Scores of a teacher: a table with columns query, passage and score. They take the place of similarities in bounds, only "
        + "scored passages are negatives, and they are written along.");

    private readonly Option<string?> _scoreColumn = OptionFactory.OptionalText(
        "--score-column", "NAME", "The column of scores in --scores. [default: score]");

    /// <summary>All of them.</summary>
    public Option[] All =>
    [
        _queries, _passages, _pairs, _queryEmbeddings, _passageEmbeddings, _anchorColumn, _positiveColumn, _idColumn, _queryColumn,
        _passageColumn, _gradeColumn, _minGrade, _scores, _scoreColumn,
    ];

    /// <summary>Whether queries and passages are mined, not labelled items.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsSpecified(ParseResult parsed) => parsed.Specified(
        [_queries, _passages, _pairs, _queryEmbeddings, _passageEmbeddings, _anchorColumn, _positiveColumn]).Any();

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="data">The value of --data; null where it is not specified.</param>
    /// <param name="textColumn">The column of texts; null where it is not specified.</param>
    /// <param name="faults">Receives what contradicts itself.</param>
    public RetrievalFiles Read(ParseResult parsed, string? data, string? textColumn, UsageFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var (queries, passages, pairs) = (parsed.GetValue(_queries), parsed.GetValue(_passages), parsed.GetValue(_pairs));
        var isOneTable = parsed.Specified([_anchorColumn, _positiveColumn]).Any();
        if (isOneTable)
        {
            if (parsed.GetValue(_anchorColumn) is null || parsed.GetValue(_positiveColumn) is null)
                faults.Add("--anchor-column and --positive-column go together: a table of pairs has both.");
            if (data is null)
                faults.Add("--anchor-column and --positive-column need --data, the table with these columns.");
            Option[] others =
            [
                _queries, _passages, _pairs, _idColumn, _queryColumn, _passageColumn, _gradeColumn, _minGrade, _scores, _scoreColumn,
            ];
            if (parsed.Specified(others).ToList() is { Count: > 0 } specified)
                faults.Add($"{string.Join(", ", specified)}: no effect with --anchor-column, which names a table of pairs. Leave out "
                    + "one or the other.");
            if (textColumn is not null)
                faults.Add("--text-column has no effect with --anchor-column and --positive-column, which name the texts. Leave it out.");
        }
        else
        {
            if (queries is null || passages is null || pairs is null)
                faults.Add("--queries, --passages and --pairs go together. For one table of pairs of texts, use --data with "
                    + "--anchor-column and --positive-column.");
            if (data is not null)
                faults.Add("--data has no effect with --queries, --passages and --pairs. Leave it out.");
        }
        if (parsed.GetValue(_scoreColumn) is not null && parsed.GetValue(_scores) is null)
            faults.Add("--score-column needs --scores, the file with that column.");
        return new RetrievalFiles
        {
            Data = (isOneTable ? data : passages) ?? "",
            Catalog = isOneTable ? data : queries,
            Embeddings = parsed.GetValue(_passageEmbeddings),
            CatalogEmbeddings = parsed.GetValue(_queryEmbeddings),
            Pairs = pairs,
            AnchorColumn = parsed.GetValue(_anchorColumn),
            PositiveColumn = parsed.GetValue(_positiveColumn),
            Columns = new TextTableOptions
            {
                IdColumn = parsed.GetValue(_idColumn),
                TextColumn = textColumn ?? new TextTableOptions().TextColumn,
            },
            PairColumns = new PairsFileOptions
            {
                QueryColumn = parsed.GetValue(_queryColumn),
                PassageColumn = parsed.GetValue(_passageColumn),
                ValueColumn = parsed.GetValue(_gradeColumn),
            },
            MinGrade = parsed.GetValue(_minGrade),
            Scores = parsed.GetValue(_scores),
            ScoreColumn = parsed.GetValue(_scoreColumn),
        };
    }
}
