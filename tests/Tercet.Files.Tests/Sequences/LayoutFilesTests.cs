using System.Text.Json;
using ParquetSharp;

namespace Tercet.Files.Tests.Sequences;

/// <summary>Files with one row per step, as trainers read them.</summary>
public sealed class LayoutFilesTests : IDisposable
{
    private static readonly LabeledItems Items = LabeledItems.FromPairs(
        ItemTable.WithoutClasses(["q0", "q1"], ["who", "what, \"exactly\""]),
        ItemTable.WithoutClasses(["p0", "p1", "p2", "p3"], ["a", "b", "ç", "d"]), [(0, 0), (1, 1), (1, 2)]);

    private static readonly TripletOptions Options = new() { Negatives = 2, Distance = Distance.Cosine };

    private static readonly Triplet[] Triplets =
    [
        Triplet(0, 0, 0, 3, 0.25, 0.5), Triplet(0, 0, 0, 1, 0.25, 0.75), Triplet(1, 1, 2, 3, 0.5, 1), Triplet(2, 1, 1, 0, 0.5, 1),
        Triplet(2, 1, 1, 3, 0.5, 1.5),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ItemColumns.Ids, "anchor,positive,negative_1,negative_2\nq0,p0,p3,p1\nq1,p1,p0,p3\n")]
    [InlineData(ItemColumns.Text, "anchor,positive,negative_1,negative_2\nwho,a,d,b\n\"what, \"\"exactly\"\"\",b,a,d\n")]
    [InlineData(
        ItemColumns.Both,
        "anchor,positive,negative_1,negative_2,anchor_id,positive_id,negative_1_id,negative_2_id\nwho,a,d,b,q0,p0,p3,p1\n"
        + "\"what, \"\"exactly\"\"\",b,a,d,q1,p1,p0,p3\n")]
    public void A_tuple_has_all_its_negatives_and_steps_with_fewer_are_left_out(ItemColumns write, string expected)
    {
        var leftOut = Write("t.csv", TableFormat.Csv, TripletLayout.Tuple, write, Items);
        Assert.Equal(expected, File.ReadAllText(_folder["t.csv"]));
        Assert.Equal(1, leftOut);
    }

    [Fact]
    public void A_list_has_what_there_is()
    {
        Assert.Equal(0, Write("t.jsonl", TableFormat.Jsonl, TripletLayout.List, ItemColumns.Text, Items));
        Assert.Equal(
            """
            {"anchor":"who","candidates":["a","d","b"],"labels":[1,0,0],"scores":[0.75,0.5,0.25]}
            {"anchor":"what, \"exactly\"","candidates":["ç","d"],"labels":[1,0],"scores":[0.5,0]}
            {"anchor":"what, \"exactly\"","candidates":["b","a","d"],"labels":[1,0,0],"scores":[0.5,0,-0.5]}

            """.ReplaceLineEndings("\n"),
            File.ReadAllText(_folder["t.jsonl"]));
    }

    [Fact]
    public void Scores_of_a_teacher_take_the_place_of_similarities_and_are_in_tuples_too()
    {
        var scored = Items.WithScores(new PairScores([(0, 0, 7), (0, 3, 1.5), (0, 1, 0.25), (1, 1, 6), (1, 0, 2)]));
        Assert.Equal(2, Write("t.jsonl", TableFormat.Jsonl, TripletLayout.Tuple, ItemColumns.Ids, scored));
        Assert.Equal(
            "{\"anchor\":\"q0\",\"positive\":\"p0\",\"negative_1\":\"p3\",\"negative_2\":\"p1\",\"scores\":[7,1.5,0.25]}\n",
            File.ReadAllText(_folder["t.jsonl"]));
    }

    [Fact]
    public void Parquet_holds_lists_as_its_specification_has_them()
    {
        Write("t.parquet", TableFormat.Parquet, TripletLayout.List, ItemColumns.Both, Items);
        Write("t.jsonl", TableFormat.Jsonl, TripletLayout.List, ItemColumns.Both, Items);
        using var reader = new ParquetFileReader(_folder["t.parquet"]);
        using var group = reader.RowGroup(0);
        var rows = File.ReadLines(_folder["t.jsonl"]).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(rows.Count, group.MetaData.NumRows);
        var columns = rows[0].EnumerateObject().Select(property => property.Name).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            Assert.Equal(columns[i], reader.FileMetaData.Schema.Column(i).Path.ToDotVector()[0]);
            using var column = group.Column(i).LogicalReader();
            var values = columns[i] switch
            {
                "labels" => ((LogicalColumnReader<int[]>)column).ReadAll(rows.Count).Select(list => JsonSerializer.Serialize(list)),
                "scores" => ((LogicalColumnReader<double[]>)column).ReadAll(rows.Count).Select(list => JsonSerializer.Serialize(list)),
                "candidates" or "candidates_id" =>
                    ((LogicalColumnReader<string[]>)column).ReadAll(rows.Count).Select(list => JsonSerializer.Serialize(list)),
                _ => ((LogicalColumnReader<string>)column).ReadAll(rows.Count).Select(text => JsonSerializer.Serialize(text)),
            };
            Assert.Equal(rows.Select(row => JsonSerializer.Serialize(row.GetProperty(columns[i]))), values);
        }
    }

    [Fact]
    public void Texts_that_are_not_there_cannot_be_written()
    {
        var items = LabeledItems.FromPairs(ItemTable.WithoutClasses(["q0"]), ItemTable.WithoutClasses(["p0", "p1"]), [(0, 0)]);
        Assert.Equal(
            "items: no texts to write. Expected a column of texts (`TextColumn`), or write ids.",
            _folder.FaultOf(() => Write("t.csv", TableFormat.Csv, TripletLayout.Tuple, ItemColumns.Text, items)));
    }

    private static Triplet Triplet(long step, int query, int positive, int negative, double positiveDistance, double negativeDistance) =>
        new(step, 0, 0, query, positive, negative, $"q{query}", "", positiveDistance, negativeDistance, 0.5, 0.5, 1);

    private long Write(string name, TableFormat format, TripletLayout layout, ItemColumns write, LabeledItems items)
    {
        using var writer = new LayoutWriter(_folder[name], format, layout, items, Options, write);
        foreach (var triplet in Triplets)
            writer.Write(triplet);
        writer.Complete();
        return writer.LeftOut;
    }
}
