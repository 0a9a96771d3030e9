namespace Tercet.Files.Tests.Embeddings;

public sealed class ParquetEmbeddingsTests
{
    [Fact]
    public void Lists_of_floats_are_read_beside_other_columns()
    {
        using var matrix = Open("list-of-float");
        Assert.Equal((5, 3), (matrix.Count, matrix.Dimensions));
        for (var i = 0; i < 5; i++)
            Assert.Equal([i / 4f, -i, 1e-3f], Row(matrix, i));
    }

    [Fact]
    public void A_folder_of_parts_is_read_in_the_order_of_their_names()
    {
        using var folder = new TempFolder();
        folder.Write("e/part-00001.parquet", Fixture.BytesOf("fixed-size-array.parquet"));
        folder.Write("e/part-00000.parquet", Fixture.BytesOf("list-of-float.parquet"));
        folder.Write("e/_SUCCESS", "");
        folder.Write("e/_metadata.parquet", "x");
        using var matrix = EmbeddingFile.Open(folder["e"]);
        Assert.Equal((10, 3), (matrix.Count, matrix.Dimensions));
        Assert.Equal([1f, -4, 1e-3f], Row(matrix, 4));
        Assert.Equal([0f, 0, 0], Row(matrix, 5));
        folder.Write("empty/_SUCCESS", "");
        Assert.StartsWith(
            "empty: a folder without .parquet files.", folder.FaultOf(() => EmbeddingFile.Open(folder["empty"])),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_doubles_are_rounded_to_float32()
    {
        using var matrix = Open("list-of-double");
        for (var i = 0; i < 5; i++)
            Assert.Equal([i / 4f, 0.1f, 1e30f], Row(matrix, i));
    }

    [Fact]
    public void Arrays_of_fixed_size_are_lists()
    {
        using var matrix = Open("fixed-size-array");
        for (var i = 0; i < 5; i++)
            Assert.Equal([i, 2f * i, 3f * i], Row(matrix, i));
    }

    [Fact]
    public void Row_groups_follow_one_another()
    {
        using var matrix = Open("several-row-groups");
        Assert.Equal((5000, 2), (matrix.Count, matrix.Dimensions));
        for (var i = 0; i < 5000; i++)
            Assert.Equal([i % 7, i / 1000], Row(matrix, i));
    }

    [Theory]
    [InlineData("null-list")]
    [InlineData("null-value")]
    [InlineData("empty-list")]
    public void A_missing_list_or_value_is_named_by_its_row(string name) =>
        Assert.Equal(
            $"{name}.parquet: row 3 (from 0) holds an empty list or a missing value. Expected a list of floats in every row.",
            FaultOf($"{name}.parquet"));

    [Fact]
    public void Lists_of_different_length_are_named_by_their_row() =>
        Assert.Equal(
            "ragged.parquet: the list in row 3 (from 0) has 1 values, the ones before it 2. Expected lists of one length.",
            FaultOf("ragged.parquet"));

    [Fact]
    public void Values_that_are_not_finite_are_named() =>
        Assert.StartsWith(
            "not-finite.parquet: 2 of 4 values are not finite (rows and components count from 0):\n"
            + "  row 0, component 1: +infinity\n  row 1, component 1: +infinity\n",
            FaultOf("not-finite.parquet"), StringComparison.Ordinal);

    [Fact]
    public void Without_a_list_column_those_that_are_there_are_named() =>
        Assert.Equal(
            "no-list.parquet: no list column among id, x. Expected one column that holds a list of floats in each row.",
            FaultOf("no-list.parquet"));

    [Fact]
    public void Of_two_list_columns_none_is_guessed() =>
        Assert.Equal(
            "two-lists.parquet: 2 columns hold lists of floats (text, image). Name one (`EmbeddingColumn`).",
            FaultOf("two-lists.parquet"));

    [Fact]
    public void The_list_column_can_be_named()
    {
        using var text = EmbeddingFile.Open(Fixture.PathOf("two-lists.parquet"), "text");
        using var image = EmbeddingFile.Open(Fixture.PathOf("two-lists.parquet"), "image");
        Assert.Equal(text.Count, image.Count);
        Assert.Equal(
            "two-lists.parquet: no column 'images' among text, id, image.", FaultOf("two-lists.parquet", "images"));
        Assert.StartsWith(
            "two-lists.parquet: column id holds single values (", FaultOf("two-lists.parquet", "id"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_of_integers_are_refused() =>
        Assert.Equal(
            "list-of-integers.parquet: column embedding holds lists of Int(bitWidth=32, isSigned=true). Expected one column that "
            + "holds a list of floats in each row: float32, float64 or float16.",
            FaultOf("list-of-integers.parquet"));

    [Fact]
    public void A_file_without_rows_is_refused() =>
        Assert.Equal("no-rows.parquet: no rows. Expected one list of floats per item.", FaultOf("no-rows.parquet"));

    [Fact]
    public void What_is_no_parquet_file_or_is_cut_is_refused()
    {
        using var folder = new TempFolder();
        var whole = Fixture.BytesOf("list-of-float.parquet");
        byte[][] others = [[], [.. "PAR1"u8], [.. "a,b\n1,2\n3,4\n5,6\n7,8\n"u8], whole[..100], whole[..^1], whole[50..]];
        foreach (var bytes in others)
        {
            var message = folder.FaultOf(() => EmbeddingFile.Open(folder.Write("x.parquet", bytes)));
            Assert.StartsWith("x.parquet: not a readable Parquet file (", message, StringComparison.Ordinal);
            Assert.EndsWith("). Expected one with a list column of floats, one list per row.", message, StringComparison.Ordinal);
        }
    }

    private static EmbeddingMatrix Open(string name) => EmbeddingFile.Open(Fixture.PathOf($"{name}.parquet"));

    private static float[] Row(EmbeddingMatrix matrix, int row)
    {
        var values = new float[matrix.Dimensions];
        matrix.CopyRow(row, values);
        return values;
    }

    private static string FaultOf(string name, string? column = null)
    {
        using var folder = new TempFolder();
        return folder.FaultOf(() => EmbeddingFile.Open(folder.Write(name, Fixture.BytesOf(name)), column));
    }
}
