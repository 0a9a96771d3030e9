using ParquetSharp;
using Tercet.Files.Tables;

namespace Tercet.Files.Tests.Items;

public sealed class TextTableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_same_table_is_read_from_every_format()
    {
        var expected = new[] { ("7", "a, \"quoted\" text"), ("q 2", "zwei\nZeilen"), ("3", "") };
        var csv = _folder.Write("q.csv", "text,id\n\"a, \"\"quoted\"\" text\",7\n\"zwei\nZeilen\", q 2 \n,3\n");
        var lines = _folder.Write(
            "q.jsonl", "{\"_id\": 7, \"title\": \"t\", \"text\": \"a, \\\"quoted\\\" text\"}\n\n"
                + "{\"_id\": \"q 2\", \"text\": \"zwei\\nZeilen\"}\n{\"_id\": \"3\", \"text\": null}\n");
        using (var parquet = TableWriter<(string Id, string Text)>.Create(
            _folder["q.parquet"], TableFormat.Parquet,
            [new("ID", row => row.Id), new("text", row => row.Text)]))
        {
            foreach (var row in expected)
                parquet.Write(row);
            parquet.Complete();
        }
        foreach (var path in new[] { csv, lines, _folder["q.parquet"] })
        {
            var file = TextTableFile.Read(path);
            Assert.Equal(expected, file.Table.Files!.Zip(file.Table.Texts!));
            Assert.All(Enumerable.Range(0, 3), row => Assert.True(file.Table.TakesPart(row)));
            Assert.False(file.Table.HasClasses);
            Assert.Equal(
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))), file.Sha256);
        }
        Assert.Equal("row 4: 3", TextTableFile.Read(csv).Table.Describe(2).Replace("row 5", "row 4", StringComparison.Ordinal));
        Assert.Equal("row 4: 3", TextTableFile.Read(lines).Table.Describe(2));
        Assert.Equal("item 2: 3", TextTableFile.Read(_folder["q.parquet"]).Table.Describe(2));
    }

    [Fact]
    public void Numbers_of_any_type_are_ids_as_they_are_written()
    {
        using (var parquet = TableWriter<long>.Create(
            _folder["q.parquet"], TableFormat.Parquet,
            [new("id", row => row), new("half", row => row / 2.0)]))
        {
            parquet.Write(1);
            parquet.Write(1L << 40);
            parquet.Complete();
        }
        Assert.Equal(["1", "1099511627776"], TextTableFile.Read(_folder["q.parquet"]).Table.Files!);
        var halves = TextTableFile.Read(_folder["q.parquet"], new TextTableOptions { IdColumn = "half" });
        Assert.Equal(["0.5", "549755813888"], halves.Table.Files!);
    }

    [Fact]
    public void Ids_must_be_there_once_each()
    {
        var path = _folder.Write("q.csv", "id,text\na,1\n,2\nb,3\na,4\n");
        Assert.Equal(
            string.Join(
                Environment.NewLine,
                "q.csv: 1 rows have no id, 1 the id of another:", "  row 3", "  row 5: a (first in row 2)",
                "Expected an id of its own in each row, since pairs name rows by it. Fill in what is missing; remove what is repeated."),
            _folder.FaultOf(() => TextTableFile.Read(path)));
        Assert.Equal(
            "q.csv: no column 'key'. Its header has 'id', 'text'; name the right one with `IdColumn`.",
            _folder.FaultOf(() => TextTableFile.Read(path, new TextTableOptions { IdColumn = "key" })));
        Assert.Equal(
            "n.csv: no column 'text'. Its header has 'id'; name the right one with `TextColumn`.",
            _folder.FaultOf(() => TextTableFile.Read(_folder.Write("n.csv", "id\na\n"), new TextTableOptions { RequireTexts = true })));
    }

    [Theory]
    [InlineData("q.jsonl", "{\"id\": 1}\n[2]\n", "q.jsonl, row 2: a JSON Array. Expected an object such as")]
    [InlineData("q.jsonl", "{\"id\": 1}\nid\n", "q.jsonl, row 2: not JSON (")]
    [InlineData("q.jsonl", "", "q.jsonl: the file is empty")]
    [InlineData("q.parquet", "PAR1", "q.parquet: not a readable Parquet file (")]
    [InlineData("q.csv", "id,ID\n1,2\n", "q.csv: no column")]
    public void Damaged_tables_are_refused(string name, string content, string message)
    {
        _folder.Write(name, content);
        var fault = _folder.FaultOf(() => TextTableFile.Read(_folder[name], new TextTableOptions { IdColumn = "Id" }));
        if (name == "q.csv")
            Assert.Equal("q.csv: columns 'id' and 'ID' both match 'Id'. Name one exactly, or rename one.", fault);
        else
            Assert.StartsWith(message, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_of_parquet_are_read_as_what_they_are_or_refused()
    {
        Column[] columns =
        [
            new ParquetSharp.Column<uint>("id"), new ParquetSharp.Column<decimal>("price", LogicalType.Decimal(29, 2)),
            new ParquetSharp.Column<Date>("day"),
        ];
        using (var writer = new ParquetFileWriter(_folder["t.parquet"], columns))
        {
            using var group = writer.AppendRowGroup();
            using (var column = group.NextColumn().LogicalWriter<uint>())
                column.WriteBatch([uint.MaxValue]);
            using (var column = group.NextColumn().LogicalWriter<decimal>())
                column.WriteBatch([0.5m]);
            using (var column = group.NextColumn().LogicalWriter<Date>())
                column.WriteBatch([new Date(2026, 11, 27)]);
            writer.Close();
        }
        Assert.Equal(["4294967295"], TextTableFile.Read(_folder["t.parquet"]).Table.Files!);
        foreach (var column in new[] { "price", "day" })
        {
            Assert.Matches(
                $"^t.parquet: column {column} is of type .*. Expected texts or numbers; convert it to one of them.$",
                _folder.FaultOf(() => TextTableFile.Read(_folder["t.parquet"], new TextTableOptions { IdColumn = column })));
        }
    }

    [Fact]
    public void Half_a_character_is_named() =>
        Assert.StartsWith(
            "q.jsonl, row 2: a text that is not Unicode (",
            _folder.FaultOf(() => TextTableFile.Read(_folder.Write("q.jsonl", "{\"id\":1}\n{\"id\":\"\\ud800 x\"}\n"))),
            StringComparison.Ordinal);

    [Fact]
    public void A_missing_file_is_named()
    {
        foreach (var name in new[] { "none.csv", "none.jsonl", "none.parquet" })
            Assert.StartsWith($"{name}: no such file.", _folder.FaultOf(() => TextTableFile.Read(_folder[name])), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_texts_of_one_table_are_one_query_or_passage()
    {
        var path = _folder.Write("p.csv", "q,part,a\nwho,train,me\nwho,train,you\nwhat,test,me\n");
        var (queries, passages, pairs) =
            TextTableFile.ReadPairs(path, "q", "a", new TextTableOptions { SplitColumn = "part" });
        Assert.Equal([(0, 0), (0, 1), (2, 0)], pairs);
        Assert.Equal([true, false, true], Enumerable.Range(0, 3).Select(queries.Table.TakesPart));
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(passages.Table.TakesPart));
        Assert.Equal(["who", "who", "what"], queries.Table.Texts!);
        Assert.Equal(["train", "train", "test"], queries.Split!);
        Assert.Equal(
            string.Join(
                Environment.NewLine,
                "e.csv: 2 rows have no text in column 'a':", "  row 2", "  row 4", "Expected one in each. Remove these rows."),
            _folder.FaultOf(() => TextTableFile.ReadPairs(_folder.Write("e.csv", "q,a\nx,\ny,z\nz,  \n"), "q", "a")));
    }
}
