namespace Tercet.Files.Tests.Items;

public sealed class PairsFileTests : IDisposable
{
    private static readonly ItemTable Queries = ItemTable.WithoutClasses(["q1", "2"], source: "queries.csv");
    private static readonly ItemTable Passages = ItemTable.WithoutClasses(["p1", "10", "p 3"], source: "passages.csv");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Formats() => new()
    {
        { "a.csv", "query,passage,grade\nq1,p1,2\n2,10,0\nq1, p 3 ,1\n" },
        { "b.tsv", "query-id\tcorpus-id\tscore\nq1\tp1\t2\n2\t10\t0\nq1\tp 3\t1\n" },
        { "c.jsonl", "{\"query\":\"q1\",\"passage\":\"p1\",\"score\":2}\n{\"query\":2,\"passage\":10,\"score\":0}\n"
            + "{\"query\":\"q1\",\"passage\":\"p 3\",\"score\":1.0}\n" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void Pairs_are_read_from_every_format(string name, string content) =>
        Assert.Equal(
            [(0, 0, 2), (1, 1, 0), (0, 2, 1)], PairsFile.ReadRelevant(_folder.Write(name, content), Queries, Passages).Pairs);

    [Theory]
    [InlineData("qrels.trec", "q1 0 p1 2.0\n2 0 10 0\nq1 0 10 -1\n")]
    [InlineData("qrels.txt", "q1 0 p1 2\n2 0 10 0\n\nq1 0 10 -1\n")]
    [InlineData("qrels.tsv", "q1\tQ0\tp1\t2\n2\tQ0\t10\t0\nq1\tQ0\t10\t-1\n")]
    public void Judgements_of_trec_need_no_header(string name, string content) =>
        Assert.Equal(
            [(0, 0, 2), (1, 1, 0), (0, 1, -1)], PairsFile.ReadRelevant(_folder.Write(name, content), Queries, Passages).Pairs);

    [Fact]
    public void A_judgement_of_another_form_is_named() =>
        Assert.Equal(
            "q.txt, row 2: '2 10 1'. Expected four fields as in the first line: query, iteration, document, grade.",
            _folder.FaultOf(() => PairsFile.ReadRelevant(_folder.Write("q.txt", "q1 0 p1 2\n2 10 1\n"), Queries, Passages)));

    [Fact]
    public void Without_grades_each_counts_as_one_and_columns_can_be_named()
    {
        var path = _folder.Write("p.csv", "who,what,how\nq1,p1,0.5\n");
        var columns = new PairsFileOptions { QueryColumn = "who", PassageColumn = "what" };
        Assert.Equal([(0, 0, 1)], PairsFile.ReadRelevant(path, Queries, Passages, columns).Pairs);
        Assert.Equal([(0, 0, 0.5)], PairsFile.ReadRelevant(path, Queries, Passages, columns with { ValueColumn = "how" }).Pairs);
        Assert.Equal(
            "p.csv: no column 'query'. Its header has 'who', 'what', 'how'; name the right one with `QueryColumn`.",
            _folder.FaultOf(() => PairsFile.ReadRelevant(path, Queries, Passages)));
        Assert.Equal(
            "p.csv: no column 'score'. Its header has 'who', 'what', 'how'; name the right one with `ScoreColumn`.",
            _folder.FaultOf(() => PairsFile.ReadScores(path, Queries, Passages, columns)));
    }

    [Fact]
    public void Unknown_ids_are_faults_in_pairs_and_counted_in_scores()
    {
        var path = _folder.Write("p.csv", "query,passage,score\nq1,p1,1\nq9,p1,1\n2,p9,1\n");
        Assert.Equal(
            string.Join(
                Environment.NewLine,
                "p.csv: 2 of 3 pairs name ids that are not in the data:", "  row 3: no query 'q9', passage 'p1'",
                "  row 4: query '2', no passage 'p9'",
                "Expected ids of queries.csv and passages.csv. Add the rows, or remove these pairs."),
            _folder.FaultOf(() => PairsFile.ReadRelevant(path, Queries, Passages)));
        var scores = PairsFile.ReadScores(path, Queries, Passages);
        Assert.Equal([(0, 0, 1)], scores.Pairs);
        Assert.Equal(2, scores.Unknown);
        _folder.Write("none.csv", "query,passage,score\nq9,p1,1\n");
        Assert.StartsWith(
            "none.csv: none of 1 scores is of a query and a passage in the data",
            _folder.FaultOf(() => PairsFile.ReadScores(_folder["none.csv"], Queries, Passages)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pairs_below_a_grade_need_not_be_in_the_data()
    {
        var path = _folder.Write("p.csv", "query,passage,grade\nq1,p1,1\nq9,p9,0\n2,10,0.5\n");
        var file = PairsFile.ReadRelevant(path, Queries, Passages, new PairsFileOptions { MinValue = 1 });
        Assert.Equal([(0, 0, 1)], file.Pairs);
        Assert.Equal(2, file.Below);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1e999")]
    [InlineData("0,5")]
    public void Scores_that_are_no_numbers_are_named(string score) =>
        Assert.StartsWith(
            $"s.csv: 1 scores are no finite numbers:{Environment.NewLine}  row 3: '{score}'",
            _folder.FaultOf(() => PairsFile.ReadScores(
                _folder.Write("s.csv", $"query,passage,score\nq1,p1,0.25\n2,10,\"{score}\"\n"), Queries, Passages)),
            StringComparison.Ordinal);
}
