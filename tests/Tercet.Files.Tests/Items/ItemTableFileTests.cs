namespace Tercet.Files.Tests.Items;

public sealed class ItemTableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_left_out_of_a_file_keep_their_number_and_all_but_their_class()
    {
        var path = _folder.Write("train.csv", "file;class;person\na.jpg;cat;x\nb.jpg;;y\n\nc.jpg;dog;\nd.jpg;dog;x\n");
        var whole = ItemTableFile.ReadCsv(path, new ItemTableOptions { GroupColumn = "person" }).Table;
        var table = whole.Without([3, 1, 3]);
        Assert.Equal(["cat", null, "dog", null], table.Classes);
        Assert.Equal((1, 1, 4), (table.WithoutClass, table.WithoutImage, table.Count));
        Assert.Equal(whole.Files, table.Files);
        Assert.Equal(whole.Groups, table.Groups);
        Assert.Equal(whole.Source, table.Source);
        Assert.Equal("row 6: d.jpg", table.Describe(3));
        Assert.Equal(["cat", null, "dog", "dog"], whole.Classes);
        Assert.Equal((1, 0), (whole.WithoutClass, whole.WithoutImage));
    }

    [Fact]
    public void Other_files_of_a_folder_are_counted_whatever_is_left_out()
    {
        foreach (var name in new[] { "cat/a.jpg", "dog/b.jpg", "dog/notes.txt" })
            _folder.Write($"photos/{name}", "");
        var file = ItemTableFile.ReadFolder(_folder["photos"]);
        Assert.Equal(1, (file with { Table = file.Table.Without([0]) }).OtherFiles);
    }

    [Fact]
    public void Where_classes_are_not_required_a_table_of_files_is_enough()
    {
        var path = _folder.Write("files.csv", "file\na.jpg\na.jpg\n");
        var options = new ItemTableOptions { RequireClasses = false };
        var table = ItemTableFile.ReadCsv(path, options).Table;
        Assert.Equal([null, null], table.Classes);
        Assert.Equal(["a.jpg", "a.jpg"], table.Files!);
        Assert.Equal(2, table.WithoutClass);
        Assert.Equal(
            "files.csv: no column 'class'. Its header has 'file'; name the right one with `ClassColumn`.",
            _folder.FaultOf(() => ItemTableFile.ReadCsv(path)));
        Assert.Equal(["cat"], ItemTableFile.ReadCsv(_folder.Write("both.csv", "file,class\na.jpg,cat\n"), options).Table.Classes);
    }
}
