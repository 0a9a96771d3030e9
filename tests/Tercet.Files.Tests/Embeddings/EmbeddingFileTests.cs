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
}
