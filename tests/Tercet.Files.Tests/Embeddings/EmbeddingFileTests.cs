namespace Tercet.Files.Tests.Embeddings;

public sealed class EmbeddingFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("x.npy")]
    [InlineData("x.parquet")]
    public void A_missing_file_is_named(string name) =>
        Assert.Equal(
            $"{name}: no such file. Expected embeddings as .npy or .parquet, one row per item.",
            _folder.FaultOf(() => EmbeddingFile.Open(_folder[name])));

    [Fact]
    public void A_file_of_another_extension_is_refused()
    {
        _folder.Write("x.pt", "");
        Assert.Equal(
            "x.pt: embeddings are read from .npy or .parquet files, not from '.pt'. "
            + "In Python: numpy.save(\"embeddings.npy\", array).",
            _folder.FaultOf(() => EmbeddingFile.Open(_folder["x.pt"])));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        float[][] rows = [[1, -0f, 3], [float.NaN, float.NaN, float.NaN], [float.Epsilon, float.MaxValue, -6]];
        EmbeddingFile.Write(_folder["x.NPY"], rows);
        using var matrix = EmbeddingFile.Open(_folder["x.NPY"]);
        Assert.Equal((3, 3), (matrix.Count, matrix.Dimensions));
        Assert.Equal([1], matrix.MissingRows);
        foreach (var (row, values) in rows.Index())
            Assert.Equal(values, matrix.ReadRow(row, new float[3]).ToArray());
    }

    [Fact]
    public void A_matrix_of_a_file_is_copied_to_the_byte()
    {
        EmbeddingFile.Write(_folder["x.npy"], new float[,] { { 1, 2 }, { 3, 4 } });
        var bytes = File.ReadAllBytes(_folder["x.npy"]);
        using (var matrix = EmbeddingFile.Open(_folder["x.npy"]))
            EmbeddingFile.Write(_folder["y.npy"], matrix);
        Assert.Equal(bytes, File.ReadAllBytes(_folder["y.npy"]));
    }

    [Theory]
    [InlineData("x.parquet")]
    [InlineData("x")]
    public void Only_NumPy_files_are_written(string name)
    {
        Assert.Equal(
            $"{name}: embeddings are written as NumPy files. Expected a name that ends in .npy.",
            _folder.FaultOf(() => EmbeddingFile.Write(_folder[name], new float[,] { { 1 } })));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("float32-v1.npy", "x.npy", 6, 5)]
    [InlineData("float32-v1.npy", "X.NPY", 6, 5)]
    [InlineData("list-of-float.parquet", "x.parquet", 5, 3)]
    [InlineData("list-of-float.parquet", "X.Parquet", 5, 3)]
    public void The_extension_tells_the_format_in_any_letter_case(string fixture, string name, int rows, int dimensions)
    {
        using var matrix = EmbeddingFile.Open(_folder.Write(name, Fixture.BytesOf(fixture)));
        Assert.Equal((rows, dimensions), (matrix.Count, matrix.Dimensions));
    }

    [Theory]
    [InlineData("x.npy")]
    [InlineData("x.parquet")]
    public void A_named_pipe_is_not_waited_for(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var make = System.Diagnostics.Process.Start("mkfifo", [_folder[name]]);
        make.WaitForExit();
        Assert.Contains(
            "the file is empty, or a named pipe or a device", _folder.FaultOf(() => EmbeddingFile.Open(_folder[name])),
            StringComparison.Ordinal);
    }
}
