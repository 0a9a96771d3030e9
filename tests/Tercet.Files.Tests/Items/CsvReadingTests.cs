using System.Text;
using CsCheck;

namespace Tercet.Files.Tests.Items;

/// <summary>Tables as spreadsheets, editors and scripts write them.</summary>
public sealed class CsvReadingTests : IDisposable
{
    private const string Accented = "file,class\ncafé.jpg,Zoë\nüber.jpg,Ærø\n";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, bool> Encodings() => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "utf-16", true }, { "utf-16BE", true }, { "utf-32", true },
        { "windows-1252", false },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Encodings_are_detected_by_their_mark_or_their_bytes(string name, bool mark)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(mark),
            "utf-16" => Encoding.Unicode,
            "utf-16BE" => Encoding.BigEndianUnicode,
            "utf-32" => Encoding.UTF32,
            _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
        };
        var file = ReadFile(Accented, encoding);
        Assert.Equal(["café.jpg", "über.jpg"], file.Table.Files!);
        Assert.Equal(["Zoë", "Ærø"], file.Table.Classes);
        Assert.Equal(name, file.EncodingName);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Any_line_end_will_do(string end) =>
        Assert.Equal(["cat", "dog"], Read(string.Join(end, "file,class", "a.jpg,cat", "b.jpg,dog", "")).Classes);

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_found(char delimiter)
    {
        var table = Read("file,class\na.jpg,cat\nb.jpg,dog\n".Replace(',', delimiter));
        Assert.Equal(["a.jpg", "b.jpg"], table.Files!);
        Assert.Equal(["cat", "dog"], table.Classes);
    }

    [Theory]
    [InlineData("file;class;price (net, gross, EUR)\na.jpg;cat;1,5\nb.jpg;dog;2,5\n")]
    [InlineData("sep=;\r\nfile;class\r\na.jpg;cat\r\nb.jpg;dog\r\n")]
    [InlineData("SEP=,\nfile,class\na.jpg,cat\nb.jpg,dog\n")]
    [InlineData("sep=#\nfile#class\na.jpg#cat\nb.jpg#dog\n")]
    [InlineData("id class super file\n1 cat 1 a.jpg\n2 dog 1 b.jpg\n")]
    [InlineData("2\nfile        class    part\na.jpg         cat  train\nb.jpg         dog  test \n")]
    [InlineData("file\tclass, or none\tclass\na.jpg\tx,y\tcat\nb.jpg\tx,y\tdog\n")]
    [InlineData("\n\nfile|class\na.jpg|cat\nb.jpg|dog\n")]
    [InlineData("file, class\n \"a.jpg\" , \"cat\"\n\"b.jpg\",  \"dog\" \n")]
    public void Tables_are_read_as_the_world_writes_them(string text)
    {
        var table = Read(text);
        Assert.Equal(["a.jpg", "b.jpg"], table.Files!);
        Assert.Equal(["cat", "dog"], table.Classes);
    }

    [Fact]
    public void A_count_of_rows_is_a_row_but_what_says_the_delimiter_is_not()
    {
        Assert.Equal("row 3: a.jpg", Read("1\nfile class\na.jpg cat\n").Describe(0));
        Assert.Equal("row 2: a.jpg", Read("sep=;\nfile;class\na.jpg;cat\n").Describe(0));
    }

    [Fact]
    public void Text_after_a_blank_that_begins_with_a_quote_is_text() =>
        Assert.Equal("\"big\" cat", Read("file,class\na.jpg, \"big\" cat\n").Classes[0]);

    [Fact]
    public void What_is_likely_a_mistake_is_noted_and_changes_nothing()
    {
        const string Text = "file,class\na.jpg,nan\n./a.jpg,NaN\nfile,class\nb.jpg,cat\u200B\nc.jpg,cat\n\u00e9.jpg,caf\u00e9\n"
            + "e\u0301.jpg,cafe\u0301\n\uAC01,x\n\u1100\u1161\u11A8,x\n";
        var file = ReadFile(Text);
        Assert.Equal(9, file.Table.Count);
        Assert.Equal(
            [
                "table.csv: 1 rows repeat the header, the first is row 4; they count as items. Remove them.",
                "table.csv: 1 rows have the class 'nan', which is how programs write a missing label. If it is one, clear it, and the rows "
                + "are left out.",
                "table.csv: 1 rows have the class 'NaN', which is how programs write a missing label. If it is one, clear it, and the rows "
                + "are left out.",
                "table.csv: 4 names, such as 'cat\\u200b' and 'cat', differ only in invisible characters or in how an accent is encoded, "
                + "and count as different classes.",
                "table.csv: 6 names, such as 'a.jpg' and './a.jpg', name one file in different ways, and count as different items.",
            ],
            file.Notes.Select(note => note.Replace(_folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)));
        Assert.Empty(ReadFile("file,class\na.jpg,cat\nb.jpg,dog\n").Notes);
    }

    [Fact]
    public void Files_repeat_where_they_only_name_rows()
    {
        var options = new ItemTableOptions { UniqueFiles = false };
        Assert.Equal(["a", "a", ""], Read("file,class\na,cat\na,dog\n,dog\n", options: options).Files!);
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_breaks()
    {
        var table = Read("file,class\n\"a,1.jpg\",\"the \"\"big\"\" cat\"\n\"b\n2.jpg\",\"dog\r\nor wolf\"\nc.jpg,\n");
        Assert.Equal(["a,1.jpg", "b\n2.jpg", "c.jpg"], table.Files!);
        Assert.Equal(["the \"big\" cat", "dog\r\nor wolf", null], table.Classes);
    }

    [Fact]
    public void Rows_are_numbered_as_a_spreadsheet_numbers_them_even_after_a_field_of_several_lines()
    {
        var table = Read("file,class\n\"a\n1\n2.jpg\",cat\nb.jpg,dog\n");
        Assert.Equal("row 2: a\n1\n2.jpg", table.Describe(0));
        Assert.Equal("row 3: b.jpg", table.Describe(1));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Blank_lines_are_no_items_but_count_as_rows(string end)
    {
        var table = Read(string.Join(end, "file,class", "a.jpg,cat", "", "b.jpg,dog", "", "", "c.jpg,cat", "", ""));
        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], table.Files!);
        Assert.Equal(["row 2: a.jpg", "row 4: b.jpg", "row 7: c.jpg"], Enumerable.Range(0, 3).Select(table.Describe));
    }

    [Fact]
    public void Blank_lines_are_no_items_in_a_table_of_one_column_either()
    {
        var table = Read("class\ncat\n\ndog\n\n", options: new ItemTableOptions { RequireFiles = false });
        Assert.Equal(["cat", "dog"], table.Classes);
        Assert.Equal("row 4", table.Describe(1));
    }

    [Fact]
    public void Header_names_match_in_any_letter_case_and_with_spaces_around()
    {
        var table = Read(" File ,\" CLASS\", Group \na.jpg,cat,g\n", options: new ItemTableOptions { GroupColumn = "group" });
        Assert.Equal("a.jpg", table.Files![0]);
        Assert.Equal("cat", table.Classes[0]);
        Assert.Equal("g", table.Groups![0]);
    }

    [Fact]
    public void Columns_come_in_any_order_among_others()
    {
        var table = Read("id,class,width,file\n1,cat,20,a.jpg\n");
        Assert.Equal(("a.jpg", "cat"), (table.Files![0], table.Classes[0]));
    }

    [Fact]
    public void Short_rows_lack_their_last_fields_and_empty_ones_beyond_the_header_do_not_count()
    {
        var table = Read("file,class,size\na.jpg\nb.jpg,dog\nc.jpg,cat,1,,\n");
        Assert.Equal([null, "dog", "cat"], table.Classes);
        Assert.Equal(["a.jpg", "b.jpg", "c.jpg"], table.Files!);
    }

    [Fact]
    public void Spaces_around_classes_files_and_groups_do_not_count()
    {
        var table = Read(
            "file,class,group\n a.jpg , cat ,  g\t\nb.jpg,cat,g\n", options: new ItemTableOptions { GroupColumn = "group" });
        Assert.Equal(["a.jpg", "b.jpg"], table.Files!);
        Assert.Equal(["cat", "cat"], table.Classes);
        Assert.Equal(["g", "g"], table.Groups!);
    }

    [Fact]
    public void Labels_are_text_whatever_they_look_like()
    {
        string[] labels =
            ["7", "007", "7.0", "1e3", "1000", "NaN", "null", "None", "NA", "true", "TRUE", "-", "=1+1", "2024-01-02"];
        var table = Read("file,class\n" + string.Join('\n', labels.Select((label, i) => $"{i}.jpg,{label}")));
        Assert.Equal(labels, table.Classes);
        Assert.Equal(labels, new LabeledItems(table).ClassNames);
    }

    [Fact]
    public void Classes_in_other_letter_case_are_other_classes() =>
        Assert.Equal(["cat", "Cat"], new LabeledItems(Read("file,class\na,cat\nb,Cat\n")).ClassNames);

    [Fact]
    public void Emoji_and_ideographs_are_kept()
    {
        var table = Read("file,class\n猫/一.jpg,猫\n🐕.jpg,👩‍👩‍👧\n");
        Assert.Equal(["猫/一.jpg", "🐕.jpg"], table.Files!);
        Assert.Equal(["猫", "👩‍👩‍👧"], table.Classes);
    }

    [Fact]
    public void A_field_may_be_very_long()
    {
        var field = new string('x', 500_000);
        var table = Read($"file,class\n{field},cat\nb.jpg,\"{field}\"\n");
        Assert.Equal(field, table.Files![0]);
        Assert.Equal(field, table.Classes[1]);
    }

    [Fact]
    public void A_file_whose_name_begins_with_a_hash_is_an_item_and_not_a_comment()
    {
        var table = Read("file,class\n#1.jpg,cat\nb.jpg,dog\n");
        Assert.Equal(["#1.jpg", "b.jpg"], table.Files!);
    }

    [Fact]
    public void A_quote_within_an_unquoted_field_is_a_quote() =>
        Assert.Equal(["5\" disk", "cat"], Read("file,class\na.jpg,5\" disk\nb.jpg,cat\n").Classes);

    [Fact]
    public void Without_need_of_files_a_table_of_classes_alone_will_do()
    {
        var table = Read("class\ncat\ndog\n", new ItemTableOptions { RequireFiles = false });
        Assert.Null(table.Files);
        Assert.Equal(["cat", "dog"], table.Classes);
        Assert.Equal("row 3", table.Describe(1));
    }

    [Fact]
    public void The_hash_is_that_of_the_bytes() =>
        // printf 'file,class\na,b\n' | sha256sum
        Assert.Equal("a99d159aee3893116624c0d58ec19a77f7c72819702bdcdd305c581cf777a271", ReadFile("file,class\na,b\n").Sha256);

    [Fact]
    public void Any_labels_survive_quoting()
    {
        var label = Gen.Char["abc,;\t|\"'\n\r #é猫"].Array[1, 8].Select(chars => new string(chars));
        label.Array[1, 12].Sample(labels =>
        {
            var lines = labels.Select((value, i) => $"{i}.jpg,\"{value.Replace("\"", "\"\"")}\"");
            var text = string.Join('\n', ["file,class", .. lines]);
            return Read(text).Classes.SequenceEqual(
                labels.Select(value => string.IsNullOrWhiteSpace(value) ? null : value.Trim()));
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Any_table_is_read_column_by_column_in_any_order()
    {
        var field = Gen.Char["ab,;\t|\"'\n\r #é猫"].Array[0, 6].Select(chars => new string(chars));
        var options = new ItemTableOptions { GroupColumn = "group", SplitColumn = "split", UniqueFiles = false };
        string[] header = ["text", "group", "file", "split", "class"];
        Gen.Select(field.Array[5].Array[1, 10], Gen.Shuffle(header), Gen.Bool).Sample((rows, columns, quotesAll) =>
        {
            string Quoted(string value) =>
                quotesAll || !value.All(char.IsAsciiLetter) ? $"\"{value.Replace("\"", "\"\"")}\"" : value;
            // A field that is always there, since a blank line is no row.
            var lines = rows.Select(row => "x," + string.Join(',', columns.Select(name => Quoted(row[Array.IndexOf(header, name)]))));
            var file = ReadFile(string.Join("\r\n", ["row," + string.Join(',', columns), .. lines]), null, options);
            string?[] Labels(int column) =>
                [.. rows.Select(row => string.IsNullOrWhiteSpace(row[column]) ? null : row[column].Trim())];
            Assert.Equal(rows.Select(row => row[0]), file.Table.Texts);
            Assert.Equal(Labels(1), file.Table.Groups);
            Assert.Equal(rows.Select(row => row[2].Trim()), file.Table.Files);
            Assert.Equal(rows.Select(row => row[2].Trim()).Reverse(), Enumerable.Range(1, rows.Length).Select(i => file.Table.Files![rows.Length - i]));
            Assert.Equal(rows.Select(row => row[3]), file.Split);
            Assert.Equal(Labels(4), file.Table.Classes);
        }, iter: 300, threads: 1);
    }

    private ItemTable Read(string text, ItemTableOptions? options = null) => ReadFile(text, null, options).Table;

    private ItemTableFile ReadFile(string text, Encoding? encoding = null, ItemTableOptions? options = null) =>
        ItemTableFile.ReadCsv(_folder.Write("table.csv", text, encoding), options);
}
