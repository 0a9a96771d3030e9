using static System.FormattableString;

namespace Tercet.CommandLine.Data;

/// <summary>
/// The files of queries and passages that a command mines from: three tables, or one of pairs of texts, which is both
/// <see cref="InputFiles.Data"/> and <see cref="InputFiles.Catalog"/>.
/// </summary>
public sealed record RetrievalFiles : InputFiles
{
    /// <summary>The pairs; null where there is one table.</summary>
    public string? Pairs { get; init; }

    /// <summary>In one table, the column of queries.</summary>
    public string? AnchorColumn { get; init; }

    /// <summary>In one table, the column of passages.</summary>
    public string? PositiveColumn { get; init; }

    /// <summary>The columns of queries and passages.</summary>
    public TextTableOptions Columns { get; init; } = new();

    /// <summary>The columns of the pairs.</summary>
    public PairsFileOptions PairColumns { get; init; } = new();

    /// <summary>The least grade of a pair that counts, where pairs have grades.</summary>
    public double MinGrade { get; init; } = 1;

    /// <summary>The prompt of queries, for the manifest; null for the model's own.</summary>
    public string? QueryPrompt { get; init; }

    /// <summary>Scores of a teacher; null for none.</summary>
    public string? Scores { get; init; }

    /// <summary>The column of scores; null for the usual one.</summary>
    public string? ScoreColumn { get; init; }

    private protected override (string Items, string Catalog) Roles => ("passage-", "query-");

    private protected override IEnumerable<string?> OtherTables => [Pairs, Scores];

    /// <inheritdoc/>
    public override IEnumerable<string> Faults(string target)
    {
        if (Embeddings is null != CatalogEmbeddings is null)
            yield return "--query-embeddings and --passage-embeddings go together: both must come from the same encoder.";
        if (EmbeddingColumn is not null && Embeddings is null)
            yield return "--embedding-column needs --passage-embeddings, the file with that column.";
    }

    /// <inheritdoc/>
    public override DataTables ReadTables(ICollection<ManifestInput> inputs, string? splitColumn = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var columns = Columns with { RequireTexts = Columns.RequireTexts || Embeddings is null };
        var tables = Pairs is null
            ? ReadOneTable(inputs, columns with { SplitColumn = splitColumn })
            : ReadThreeTables(inputs, columns, splitColumn);
        List<string> notes = [.. tables.Notes];
        if (Scores is not null)
            tables = tables with { Scores = ReadScores(tables, inputs, notes) };
        if (Exclude is not null)
        {
            var excluded = ExcludedPairsFile.Read(Exclude, tables.Items, tables.Catalog);
            inputs.Add(new ManifestInput("exclude", Exclude, excluded.Sha256));
            tables = tables with { ExcludedPairs = excluded.Pairs };
        }
        return tables with { Notes = notes };
    }

    /// <inheritdoc/>
    public override ManifestOptions WithColumns(ManifestOptions options) => options with
    {
        IdColumn = Columns.IdColumn,
        TextColumn = AnchorColumn is null ? Columns.TextColumn : null,
        GroupColumn = Columns.GroupColumn,
        AnchorColumn = AnchorColumn,
        PositiveColumn = PositiveColumn,
        QueryColumn = PairColumns.QueryColumn,
        PassageColumn = PairColumns.PassageColumn,
        GradeColumn = PairColumns.ValueColumn,
        ScoreColumn = ScoreColumn,
        MinGrade = MinGrade == 1 ? null : MinGrade,
        QueryPrompt = QueryPrompt,
        Duplicates = EnumNames.ToKebabCase(Duplicates ?? DuplicateHandling.Exclude),
    };

    private DataTables ReadOneTable(ICollection<ManifestInput> inputs, TextTableOptions columns)
    {
        var (queries, passages, pairs) = TextTableFile.ReadPairs(Data, AnchorColumn!, PositiveColumn!, columns);
        inputs.Add(new ManifestInput("data", Data, queries.Sha256, Encoding: queries.EncodingName));
        return new DataTables(passages.Table, queries.Table, [], 0, queries.Split) { Pairs = pairs };
    }

    private DataTables ReadThreeTables(ICollection<ManifestInput> inputs, TextTableOptions columns, string? splitColumn)
    {
        var queries = ReadTable("queries", Catalog!, columns with { SplitColumn = splitColumn }, inputs);
        var passages = ReadTable("passages", Data, columns, inputs);
        var file = PairsFile.ReadRelevant(
            Pairs!, queries.Table, passages.Table, PairColumns with { MinValue = MinGrade });
        inputs.Add(new ManifestInput("pairs", Pairs!, file.Sha256));
        List<(int Query, int Passage)> relevant = [.. file.Pairs.Select(pair => (pair.Query, pair.Passage))];
        if (relevant.Count + file.Below == 0)
            throw new InvalidInputException($"{Pairs}: no pairs. Expected one row for each pair of a query and a passage that is relevant for it.");
        if (relevant.Count == 0)
            throw new InvalidInputException(
                Invariant($"{Pairs}: none of {file.Below:N0} pairs has a grade of {MinGrade} or more. Lower `MinGrade`."));
        List<string> notes = [];
        if (file.Below > 0)
            notes.Add(Invariant($"{Pairs}: {file.Below:N0} of {file.Pairs.Count + file.Below:N0} pairs have a grade below {MinGrade} and count as unrelated."));
        if (relevant.Count - relevant.Distinct().Count() is > 0 and var repeated)
            notes.Add(Invariant($"{Pairs}: {repeated:N0} pairs are repeated, and count once."));
        return new DataTables(passages.Table, queries.Table, [], 0, queries.Split) { Pairs = relevant, Notes = notes };
    }

    private static TextTableFile ReadTable(
        string role, string path, TextTableOptions columns, ICollection<ManifestInput> inputs)
    {
        var file = TextTableFile.Read(path, columns);
        inputs.Add(new ManifestInput(role, path, file.Sha256, Encoding: file.EncodingName));
        return file;
    }

    private PairScores ReadScores(DataTables tables, ICollection<ManifestInput> inputs, List<string> notes)
    {
        var file = PairsFile.ReadScores(Scores!, tables.Catalog!, tables.Items, PairColumns with { ValueColumn = ScoreColumn });
        inputs.Add(new ManifestInput("scores", Scores!, file.Sha256));
        if (file.Unknown > 0)
            notes.Add(Invariant($"{Scores}: {file.Unknown:N0} scores are of ids that are not in the data, and have no effect."));
        var pairs = file.Pairs.Distinct().ToList();
        List<string> twice =
        [
            .. pairs.GroupBy(pair => (pair.Query, pair.Passage)).Where(group => group.Count() > 1)
                .Select(group => $"{tables.Catalog!.KeyOf(group.Key.Query)}, {tables.Items.KeyOf(group.Key.Passage)}"),
        ];
        if (twice.Count > 0)
            throw new InvalidInputException(
                $"{Scores}: {twice.Count} pairs have several scores", twice, "Expected one score for each pair of query and passage.");
        var scores = new PairScores(pairs);
        if (tables.Pairs!.Distinct().Count(pair => scores.Of(pair.Query, pair.Passage) is null) is > 0 and var missing)
            notes.Add(Invariant($"{Scores}: {missing:N0} relevant pairs have no score."));
        return scores;
    }
}
