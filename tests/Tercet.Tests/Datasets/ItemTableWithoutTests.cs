
namespace Tercet.Tests.Datasets;

public sealed class ItemTableWithoutTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_left_out_keep_their_number_and_all_but_their_class()
    {
        var path = _folder.Write("train.csv", "file;class;person\na.jpg;cat;x\nb.jpg;;y\n\nc.jpg;dog;\nd.jpg;dog;x\n");
        var whole = ItemTableFile.ReadCsv(path, new ItemTableOptions { GroupColumn = "person" }).Table;
        var table = whole.Without([3, 1, 3]);
        Assert.Equal(["cat", null, "dog", null], table.Classes);
        Assert.Equal((1, 1, 4), (table.WithoutClass, table.WithoutImage, table.Count));
        Assert.Equal(whole.Files, table.Files);
        Assert.Equal(whole.Groups, table.Groups);
        Assert.Equal((whole.Source, whole.Sha256, whole.EncodingName), (table.Source, table.Sha256, table.EncodingName));
        Assert.Equal("row 6: d.jpg", table.Describe(3));
        Assert.Equal(["cat", null, "dog", "dog"], whole.Classes);
        Assert.Equal((1, 0), (whole.WithoutClass, whole.WithoutImage));
    }

    [Fact]
    public void Rows_left_out_twice_count_once()
    {
        var table = new ItemTable(["a", "b", null, "c"]).Without([0, 2]).Without([0, 1]);
        Assert.Equal([null, null, null, "c"], table.Classes);
        Assert.Equal((1, 2), (table.WithoutClass, table.WithoutImage));
    }

    [Fact]
    public void Other_files_of_a_folder_are_still_counted()
    {
        foreach (var name in new[] { "cat/a.jpg", "dog/b.jpg", "dog/notes.txt" })
            _folder.Write($"photos/{name}", "");
        Assert.Equal(1, ItemTableFile.ReadFolder(_folder["photos"]).Table.Without([0]).OtherFiles);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_row_that_is_not_there_is_refused(int row) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ItemTable(["a", "b"]).Without([0, row]));

    [Fact]
    public void Where_too_little_is_left_the_images_are_named_as_the_cause()
    {
        var items = new ItemTable(["cat", "dog", null]);
        Assert.Equal(
            "items: no row has a class (2 rows whose images could not be used are left out). Expected a class label in each.",
            FaultOf(items.Without([0, 1])));
        Assert.Equal(
            "items: one class only, 'dog' (1 rows whose images could not be used are left out). A triplet's negative is of another class: expected two classes or more.",
            FaultOf(items.Without([0])));
        Assert.Equal(
            """
            items: the catalog lacks 1 of the 2 classes in items (1 rows whose images could not be used are left out):
              cat
            Expected at least one catalog item for every class, since anchors come from there. Add them, remove the items of these classes, or leave the catalog out.
            """,
            FaultOf(items, new ItemTable(["cat", "dog"]).Without([0])));
    }

    [Fact]
    public void Where_classes_are_not_asked_for_a_table_of_files_is_enough()
    {
        var path = _folder.Write("files.csv", "file\na.jpg\na.jpg\n");
        var options = new ItemTableOptions { RequireClasses = false };
        var table = ItemTableFile.ReadCsv(path, options).Table;
        Assert.Equal([null, null], table.Classes);
        Assert.Equal(["a.jpg", "a.jpg"], table.Files!);
        Assert.Equal(2, table.WithoutClass);
        Assert.Equal(
            "files.csv: no column 'class'. Its header has 'file'; name the right one with --class-column.",
            _folder.FaultOf(() => ItemTableFile.ReadCsv(path).Table));
        Assert.Equal(["cat"], ItemTableFile.ReadCsv(_folder.Write("both.csv", "file,class\na.jpg,cat\n"), options).Table.Classes);
    }

    private static string FaultOf(ItemTable items, ItemTable? catalog = null) =>
        Assert.Throws<InvalidInputException>(() => new Dataset(items, catalog)).Message;
}
