namespace Tercet.Files.Tests.Items;

public sealed class ExcludedPairsFileTests : IDisposable
{
    private static readonly ItemTable Items = new(["cat", "dog", "dog"], files: ["a.jpg", "b.jpg", "c.jpg"]);

    private static readonly ItemTable Catalog = new(["cat", "dog"], files: ["cat.png", "dog.png"]);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pair_counts_both_ways_round()
    {
        var pairs = Read("x,y\na.jpg, c.jpg \n", Items);
        Assert.Equal([(0, 2), (2, 0)], pairs);
    }

    [Fact]
    public void With_a_catalog_one_of_the_two_is_its_item_in_whichever_column()
    {
        var pairs = Read("x,y\ncat.png,b.jpg\na.jpg,dog.png\n", Items, Catalog);
        Assert.Equal([(0, 1), (1, 0)], pairs);
    }

    [Fact]
    public void Without_files_items_are_named_by_number() =>
        Assert.Equal([(0, 2), (2, 0)], Read("x,y\n0,2\n", new ItemTable(["cat", "dog", "dog"])));

    [Fact]
    public void Unknown_names_are_listed_with_their_rows() =>
        Assert.Equal(
            """
            pairs.csv: 2 pairs name items that are not in the data:
              row 3: a.jpg, z.jpg
              row 5: A.JPG, b.jpg
            Expected names as in items.
            """,
            FaultOf("x,y\na.jpg,b.jpg\na.jpg,z.jpg\n\nA.JPG,b.jpg\n", Items));

    [Fact]
    public void Of_many_unknown_names_ten_are_shown_and_the_rest_counted() =>
        Assert.Equal(
            string.Join('\n', [
                "pairs.csv: 25 pairs name items that are not in the data:",
                .. Enumerable.Range(0, 10).Select(i => $"  row {i + 2}: {i}, b.jpg"), "  … and 15 more",
                "Expected names as in items and items, one of each."]),
            FaultOf("x,y\n" + string.Concat(Enumerable.Range(0, 25).Select(i => $"{i},b.jpg\n")), Items, Catalog));

    [Fact]
    public void Two_items_where_one_of_the_catalog_was_expected_are_no_pair() =>
        Assert.StartsWith(
            "pairs.csv: 1 pairs name two items of items, but anchors come from the catalog:\n  row 2: a.jpg, b.jpg\n",
            FaultOf("x,y\na.jpg,b.jpg\n", Items, Catalog), StringComparison.Ordinal);

    [Fact]
    public void A_first_line_that_is_a_pair_is_no_header() =>
        Assert.StartsWith(
            "pairs.csv: the first line names items: a.jpg, b.jpg. Expected a header there",
            FaultOf("a.jpg,b.jpg\nb.jpg,c.jpg\n", Items), StringComparison.Ordinal);

    [Fact]
    public void A_name_that_several_rows_have_stands_for_all_of_them() =>
        Assert.Equal(
            [(0, 2), (1, 2), (2, 0), (2, 1)],
            Read("x,y\na,b\n", new ItemTable(["cat", "cat", "dog"], files: ["a", "a", "b"], uniqueFiles: false)));

    [Fact]
    public void One_column_is_too_few() =>
        Assert.Equal(
            "pairs.csv: one column, 'file'. Expected a header and two columns, each naming an item.",
            FaultOf("file\na.jpg\n", Items));

    [Fact]
    public void A_line_that_says_the_delimiter_is_no_header() =>
        Assert.Equal(
            "pairs.csv: the line that names the delimiter is all. Expected a header line such as file,class below it.",
            FaultOf("sep=;\n", Items));

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(
            "pairs.csv: no such file. Expected a CSV file with a header line.",
            _folder.FaultOf(() => ExcludedPairsFile.Read(_folder["pairs.csv"], Items)));

    private IReadOnlyList<(int Anchor, int Negative)> Read(string text, ItemTable items, ItemTable? catalog = null) =>
        ExcludedPairsFile.Read(_folder.Write("pairs.csv", text), items, catalog).Pairs;

    private string FaultOf(string text, ItemTable items, ItemTable? catalog = null) =>
        _folder.FaultOf(() => Read(text, items, catalog));
}
