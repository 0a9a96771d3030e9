namespace Tercet.Files.Tests.Items;

public sealed class TextColumnTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Texts_are_read_as_they_stand()
    {
        var path = _folder.Write("p.csv", "id;TEXT\n1;\" a, b \"\n\n2;\n3;\"two\nlines\"\n");
        var column = TextColumn.Read(path);
        Assert.Equal([" a, b ", "", "two\nlines"], column.Texts);
        Assert.Equal($"{path}, row 4", column.LocationOf(1));
        Assert.Equal(("utf-8", 64), (column.EncodingName, column.Sha256.Length));
    }

    [Fact]
    public void A_missing_column_is_reported() => Assert.Equal(
        "p.csv: no column 'text'. Its header has 'id', 'passage'; name the right one with `TextColumn`.",
        _folder.FaultOf(() => TextColumn.Read(_folder.Write("p.csv", "id,passage\n1,a\n"))));

    [Fact]
    public void A_table_without_rows_is_reported() => Assert.Equal(
        "p.csv: no rows below the header. Expected one row per text.",
        _folder.FaultOf(() => TextColumn.Read(_folder.Write("p.csv", "id,text\n"))));
}
