using System.Text;
using CsCheck;

namespace Tercet.Files.Tests.Items;

public sealed class RelabelFileTests : IDisposable
{
    private static readonly ItemTable Items = new(["cat", "dog", "dog", null], files: ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);

    private static readonly ItemTable Catalog = new(["cat", "dog"], files: ["cat.png", "b.jpg"], source: "catalog");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Named_items_have_another_class_or_none_and_all_others_theirs()
    {
        var table = Read("item,class,was\na.jpg,dog,cat\n c.jpg , ,dog\nd.jpg,wolf,\n").Apply(Items);
        Assert.Equal(["dog", "dog", null, "wolf"], table.Classes);
        Assert.Equal((Items.Files, 1, 0), (table.Files, table.WithoutClass, table.WithoutImage));
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(table.TakesPart));
    }

    [Fact]
    public void The_file_is_known_by_its_bytes()
    {
        var (bytes, file) = ("item,class\na.jpg,dog\n"u8.ToArray(), Read("item,class\na.jpg,dog\n"));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), file.Sha256);
        Assert.Equal(new Dictionary<string, string?> { ["a.jpg"] = "dog" }, file.Classes);
    }

    [Theory]
    [InlineData("item,class,was\n")]
    [InlineData("item,class,was")]
    [InlineData("\uFEFFitem,class,was\r\n\r\n")]
    public void A_header_alone_corrects_nothing(string text)
    {
        Assert.Same(Items, Read(text).Apply(Items));
        Assert.Empty(ExcludedPairsFile.Read(_folder.Write("pairs.csv", text), Items).Pairs);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public void Quotes_delimiters_line_breaks_and_any_script_are_kept(string encoding)
    {
        var items = new ItemTable(["x", "x", "y"], files: ["a,\"1\".png", "猫/é\n2.png", "b;c.png"]);
        const string Text = "item,class,was\n\"a,\"\"1\"\".png\",\"the \"\"big\"\", cat\",x\n\"猫/é\n2.png\",👩‍👩‍👧,x\n\"b;c.png\",Ærø\n";
        var file = RelabelFile.Read(_folder.Write("relabel.csv", Text, Encoding.GetEncoding(encoding)), items);
        Assert.Equal(["the \"big\", cat", "👩‍👩‍👧", "Ærø"], file.Apply(items).Classes);
    }

    [Fact]
    public void Without_files_items_are_named_by_number() =>
        Assert.Equal(["cat", "cat", null], Read("row;class\n1;cat\n2;\n", new ItemTable(["cat", "dog", "dog"])).Apply(
            new ItemTable(["cat", "dog", "dog"])).Classes);

    [Fact]
    public void A_name_that_several_rows_have_stands_for_all_of_them()
    {
        var items = new ItemTable(["cat", "cat", "dog"], files: ["a", "a", "b"], uniqueFiles: false);
        Assert.Equal(["dog", "dog", "dog"], Read("item,class\na,dog\n", items).Apply(items).Classes);
    }

    [Fact]
    public void With_a_catalog_a_name_is_corrected_wherever_it_is()
    {
        var file = Read("item,class\na.jpg,dog\nb.jpg,cat\ncat.png,\n", Items, Catalog);
        Assert.Equal(["dog", "cat", "dog", null], file.Apply(Items).Classes);
        Assert.Equal([null, "cat"], file.Apply(Catalog).Classes);
    }

    [Fact]
    public void The_number_of_a_row_in_both_tables_names_neither()
    {
        var (items, catalog) = (new ItemTable(["a", "b", "a"]), new ItemTable(["a", "b"], source: "catalog"));
        Assert.Equal(["a", "b", "b"], Read("item,class\n2,b\n", items, catalog).Apply(items).Classes);
        Assert.Equal(
            """
            relabel.csv: 2 rows name a row of items as well as one of catalog:
              row 2: 0
              row 4: 1
            Expected names that are in one of them alone. Add a file column to both, whose names say which item is meant.
            """,
            FaultOf("item,class\n0,b\n2,b\n1,\n", items, catalog));
        Assert.StartsWith(
            "relabel.csv: 1 rows name a row of items as well as one of catalog:\n  row 2: 1\n",
            FaultOf("item,class\n1,a\n2,a\n", items, new ItemTable(["a", "b"], files: ["1", "x"], source: "catalog")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_listed_with_their_rows() =>
        Assert.Equal(
            """
            relabel.csv: 3 rows name no item of the data:
              row 3: z.jpg
              row 5: A.JPG
              row 6: 
            Expected names as in items.
            """,
            FaultOf("item,class\na.jpg,dog\nz.jpg,dog\n\nA.JPG,dog\n,dog\n", Items));

    [Fact]
    public void Of_many_unknown_names_ten_are_shown_and_the_rest_counted() =>
        Assert.Equal(
            string.Join('\n', [
                "relabel.csv: 25 rows name no item of the data:",
                .. Enumerable.Range(0, 10).Select(i => $"  row {i + 2}: {i}"), "  … and 15 more",
                "Expected names as in items or catalog."]),
            FaultOf("item,class\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},dog\n")), Items, Catalog));

    [Fact]
    public void A_row_without_a_file_has_no_name() =>
        Assert.StartsWith(
            "relabel.csv: 1 rows name no item of the data:\n  row 2: \n",
            FaultOf("item,class\n,x\n", new ItemTable(["x", "y", null], files: ["a", "b", ""])), StringComparison.Ordinal);

    [Fact]
    public void Several_classes_for_one_item_are_refused_and_one_class_twice_is_not()
    {
        Assert.Equal(["dog", "dog", null, null], Read("item,class\na.jpg,dog\nc.jpg,\na.jpg, dog\nc.jpg\n").Apply(Items).Classes);
        Assert.Equal(
            """
            relabel.csv: 3 rows contradict an earlier one:
              row 3: a.jpg is 'Dog', but 'dog' in row 2
              row 4: a.jpg is without a class, but 'dog' in row 2
              row 6: c.jpg is 'cat', but without a class in row 5
            Expected one class for each item.
            """,
            FaultOf("item,class\na.jpg,dog\na.jpg,Dog\na.jpg,\nc.jpg,\nc.jpg,cat\n", Items));
    }

    [Fact]
    public void A_first_line_that_is_a_correction_is_no_header() =>
        Assert.Equal(
            "relabel.csv: the first line names items: a.jpg. Expected a header there, which is not a correction. Put a line such as "
            + "item,class above it.",
            FaultOf("a.jpg,dog\nb.jpg,cat\n", Items));

    [Fact]
    public void One_column_is_too_few() =>
        Assert.Equal(
            "relabel.csv: one column, 'item'. Expected a header and two columns: an item and its class.",
            FaultOf("item\na.jpg\n", Items));

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(
            "relabel.csv: no such file. Expected a CSV file with a header line.",
            _folder.FaultOf(() => RelabelFile.Read(_folder["relabel.csv"], Items)));

    [Fact]
    public void Any_corrections_give_what_a_dictionary_gives()
    {
        var label = Gens.OneOf(null, "a", "b", "ä, \"b\"", "猫;\n犬", "nan");
        var rows = Gen.Select(label, Gen.Bool, label).Array[1, 20];
        rows.Sample(cases =>
        {
            var items = new ItemTable([.. cases.Select(row => row.Item1)], [.. cases.Select((_, i) => $"{i}, \"猫\";.png")]);
            var expected = cases.Select((row, i) => (Key: items.KeyOf(i), row))
                .Where(pair => pair.row.Item2).ToDictionary(pair => pair.Key, string? (pair) => pair.row.Item3);
            var lines = expected.Concat(expected.Take(2)).Select(pair => $"{Quoted(pair.Key)},{Quoted(pair.Value ?? " ")}\n");
            var corrected = Read("name,new label\n" + string.Concat(lines), items).Apply(items);
            return corrected.Classes.SequenceEqual(
                Enumerable.Range(0, items.Count).Select(i => expected.GetValueOrDefault(items.KeyOf(i), items.Classes[i])));
        }, iter: 300, threads: 1);
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private RelabelFile Read(string text, ItemTable? items = null, ItemTable? catalog = null) =>
        RelabelFile.Read(_folder.Write("relabel.csv", text), items ?? Items, catalog);

    private string FaultOf(string text, ItemTable items, ItemTable? catalog = null) =>
        _folder.FaultOf(() => Read(text, items, catalog));
}
