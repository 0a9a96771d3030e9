using System.Security.Cryptography;

namespace Tercet.Tests.Embeddings;

/// <summary>NumPy files that are read into memory rather than mapped.</summary>
public sealed class NpyInMemoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32-v1.npy")]
    [InlineData("float32-v3.npy")]
    [InlineData("float16-v2.npy")]
    public void What_is_read_is_what_is_mapped_and_its_hash_that_of_the_file(string name)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var read = EmbeddingMatrix.Read(Fixture.PathOf(name), hash, TestContext.Current.CancellationToken);
        using var mapped = EmbeddingMatrix.Open(Fixture.PathOf(name));
        Assert.Equal(Values(mapped), Values(read));
        Assert.Equal(SHA256.HashData(Fixture.BytesOf(name)), hash.GetHashAndReset());
    }

    [Fact]
    public void What_becomes_of_the_file_has_no_effect()
    {
        var path = _folder.Write("x.npy", Fixture.BytesOf("float32-v1.npy"));
        using var matrix = Read(path);
        var before = Values(matrix);
        File.WriteAllBytes(path, []);
        Assert.Equal(before, Values(matrix));
    }

    [Fact]
    public void Faults_are_those_of_a_file_that_is_mapped()
    {
        foreach (var length in new[] { 0, 5, 11, 50, 129, 247 })
        {
            var path = _folder.Write("x.npy", Fixture.BytesOf("float32-v1.npy")[..length]);
            Assert.Equal(_folder.FaultOf(() => EmbeddingMatrix.Open(path)), _folder.FaultOf(() => Read(path)));
        }
        var missing = _folder["none.npy"];
        Assert.Equal(_folder.FaultOf(() => EmbeddingMatrix.Open(missing)), _folder.FaultOf(() => Read(missing)));
    }

    [Fact]
    public void A_file_that_becomes_shorter_meanwhile_is_named()
    {
        const string Shorter = "/sys/kernel/uevent_seqnum"; // a few digits, of a size that is told as a page
        Assert.SkipUnless(File.Exists(Shorter), "no such file here");
        var bytes = new FileInfo(Shorter).Length;
        Assert.Equal(
            $"{Shorter}: the file had {bytes} bytes and became shorter while it was read. Read it again.",
            Assert.Throws<EndOfStreamException>(() => Read(Shorter)).Message);
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled() => Assert.ThrowsAny<OperationCanceledException>(
        () => EmbeddingMatrix.Read(Fixture.PathOf("float32-v1.npy"), cancellationToken: new CancellationToken(canceled: true)));

    private static EmbeddingMatrix Read(string path) =>
        EmbeddingMatrix.Read(path, cancellationToken: TestContext.Current.CancellationToken);

    private static List<float[]> Values(EmbeddingMatrix matrix) =>
    [
        .. Enumerable.Range(0, matrix.Count).Select(row => matrix.ReadRow(row, new float[matrix.Dimensions]).ToArray()),
    ];
}
