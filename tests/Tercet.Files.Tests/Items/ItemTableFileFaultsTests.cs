namespace Tercet.Files.Tests.Items;

/// <summary>Tables that cannot be read: the whole message, since it is all that a user has to go by.</summary>
public sealed class ItemTableFileFaultsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("train.csv: no such file. Expected a CSV file with a header line.", FaultOf(_folder["train.csv"]));

    [Fact]
    public void A_folder_is_no_table()
    {
        Directory.CreateDirectory(_folder["train"]);
        Assert.Equal("train: a folder, where a CSV file was expected.", FaultOf(_folder["train"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n  \n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_says_what_a_table_looks_like(string text) =>
        Assert.Equal(
            "train.csv: the file is empty, or a named pipe or a device. Expected a header line such as file,class and one row per item.",
            FaultOf(_folder.Write("train.csv", text)));

    [Theory]
    [InlineData("file,class")]
    [InlineData("file,class\n")]
    [InlineData("file,class\n\n\n")]
    public void A_header_alone_has_no_items(string text) =>
        Assert.Equal(
            "train.csv: no items. Expected one row per item, below the header.", FaultOf(_folder.Write("train.csv", text)));

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are_and_the_property()
    {
        var path = _folder.Write("train.csv", "image,label\na.jpg,cat\n");
        Assert.Equal(
            "train.csv: no column 'file' or 'class'. Its header has 'image', 'label'; name the right one with `FileColumn`, "
            + "`ClassColumn`.",
            FaultOf(path));
        Assert.Equal(
            "train.csv: no column 'class'. Its header has 'image', 'label'; name the right one with `ClassColumn`.",
            FaultOf(path, new ItemTableOptions { FileColumn = "image" }));
        Assert.Equal(
            "train.csv: no column 'file'. Its header has 'image', 'label'; name the right one with `FileColumn`.",
            FaultOf(path, new ItemTableOptions { ClassColumn = "label" }));
        Assert.Equal(
            "train.csv: no column 'person'. Its header has 'image', 'label'; name the right one with `GroupColumn`.",
            FaultOf(path, new ItemTableOptions { ClassColumn = "label", FileColumn = "image", GroupColumn = "person" }));
    }

    [Fact]
    public void Two_columns_that_differ_in_letter_case_alone_are_ambiguous_unless_one_is_named_exactly()
    {
        var path = _folder.Write("train.csv", "file,Class,CLASS\na.jpg,cat,dog\n");
        Assert.Equal(
            "train.csv: columns 'Class' and 'CLASS' both match 'class'. Name one exactly, or rename one.", FaultOf(path));
        Assert.Equal("dog", ItemTableFile.ReadCsv(path, new ItemTableOptions { ClassColumn = "CLASS" }).Table.Classes[0]);
    }

    [Fact]
    public void A_binary_file_is_no_table() =>
        Assert.Equal(
            "train.csv: not a text file. Expected a CSV file with a header line and one row per item.",
            FaultOf(_folder.Write("train.csv", "PAR1\0\0\u0001")));

    [Fact]
    public void A_table_too_long_for_a_string_is_refused_unread()
    {
        var path = _folder["train.csv"];
        using (var file = File.Create(path))
            file.SetLength(3_000_000_000); // takes no space
        Assert.Equal(
            "train.csv: 3,000,000,000 bytes. Expected a table of at most 1,073,741,791: it is held in memory as one text. Remove columns "
            + "that are not read; names of files are needed only where images are.", FaultOf(path));
    }

    [Fact]
    public void Two_columns_of_one_name_are_ambiguous() =>
        Assert.Equal(
            "train.csv: columns 'class' and 'class' both match 'class'. Name one exactly, or rename one.",
            FaultOf(_folder.Write("train.csv", "file,class,class\na.jpg,cat,dog\n")));

    [Fact]
    public void Rows_with_more_fields_than_the_header_are_listed() =>
        Assert.Equal(
            """
            train.csv: 2 rows have more than the 2 fields of the header:
              row 2: 3 fields, such as 'cat'
              row 4: 4 fields, such as 'dog'
            Expected as many. Put a field that holds a comma into double quotes.
            """,
            FaultOf(_folder.Write("train.csv", "file,class\nmy,photo.jpg,cat\nb.jpg,cat\n1,2,dog,\n")));

    [Fact]
    public void Doubled_files_are_listed_each_with_its_first_row() =>
        Assert.Equal(
            """
            train.csv: 2 file names occur more than once:
              row 4: a.jpg (first in row 2)
              row 5: a.jpg (first in row 2)
            Expected one row per file, since an item has one class. Remove duplicate rows.
            """,
            FaultOf(_folder.Write("train.csv", "file,class\na.jpg,cat\nb.jpg,cat\na.jpg,dog\na.jpg,cat\n")));

    [Fact]
    public void Of_many_doubled_files_ten_are_shown_and_the_rest_counted()
    {
        var rows = Enumerable.Range(0, 25).Select(i => $"f{i}.jpg,cat").ToList();
        var message = FaultOf(_folder.Write("train.csv", string.Join('\n', ["file,class", .. rows, .. rows])));
        var shown = Enumerable.Range(0, 10).Select(i => $"  row {i + 27}: f{i}.jpg (first in row {i + 2})");
        Assert.Equal(
            string.Join('\n', [
                "train.csv: 25 file names occur more than once:", .. shown, "  … and 15 more",
                "Expected one row per file, since an item has one class. Remove duplicate rows."]),
            message);
    }

    [Fact]
    public void Of_many_rows_without_a_file_ten_are_shown_and_the_rest_counted()
    {
        var message = FaultOf(
            _folder.Write("train.csv", "file,class\na.jpg,cat\n" + string.Concat(Enumerable.Repeat(" ,cat\n", 25))));
        Assert.Equal(
            string.Join('\n', [
                "train.csv: 25 rows name no file:", .. Enumerable.Range(3, 10).Select(row => $"  row {row}"), "  … and 15 more",
                "Expected a file in every row that has a class. Fill it in, or clear the class to leave the row out."]),
            message);
    }

    [Fact]
    public void A_row_without_a_class_may_repeat_or_lack_its_file()
    {
        var table = ItemTableFile.ReadCsv(_folder.Write("train.csv", "file,class\na.jpg,cat\na.jpg,\n,\nb.jpg,dog\n")).Table;
        Assert.Equal(["cat", null, null, "dog"], table.Classes);
        Assert.Equal(2, table.WithoutClass);
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_found() =>
        Assert.Equal(
            "train.csv, row 4: A quoted field at the end of the input ends without a closing quote. Expected fields in double "
            + "quotes where they hold commas, quotes or line breaks.",
            FaultOf(_folder.Write("train.csv", "file,class\na.jpg,cat\n\n\"b.jpg,cat\nc.jpg,dog\nd.jpg,dog\n")));

    [Fact]
    public void Text_after_a_closing_quote_is_found() =>
        Assert.Equal(
            "train.csv, row 2: A delimiter, newline or EOF was expected after a closing quote. Expected fields in double quotes "
            + "where they hold commas, quotes or line breaks.",
            FaultOf(_folder.Write("train.csv", "file,class\n\"a\"b.jpg,cat\n")));

    [Fact]
    public void A_record_too_long_to_be_one_is_taken_for_an_unclosed_quote() =>
        Assert.Equal(
            "train.csv, row 3: a record of over a million characters; most likely a double quote is not closed.",
            FaultOf(_folder.Write(
                "train.csv", "file,class\na.jpg,cat\n\"b.jpg,cat\n" + string.Concat(Enumerable.Repeat("c.jpg,cat\n", 300_000)))));

    [Fact]
    public void A_named_pipe_is_not_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var make = System.Diagnostics.Process.Start("mkfifo", [_folder["train.csv"]]);
        make.WaitForExit();
        Assert.Equal(
            "train.csv: the file is empty, or a named pipe or a device. Expected a header line such as file,class and one row per item.",
            FaultOf(_folder["train.csv"]));
    }

    private string FaultOf(string path, ItemTableOptions? options = null) =>
        _folder.FaultOf(() => ItemTableFile.ReadCsv(path, options));
}
