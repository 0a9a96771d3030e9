using CsCheck;

namespace Tercet.Tests.Embeddings;

public sealed class DamagedFilesTests
{
    [Theory]
    [InlineData("float32-v1.npy")]
    [InlineData("float16-v3.npy")]
    public void A_damaged_file_is_read_or_refused_and_does_nothing_worse(string name)
    {
        using var folder = new TempFolder();
        var whole = Fixture.BytesOf(name);
        Gen.Select(Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 4], Gen.Int[0, 2 * whole.Length]).Sample(
            (changes, length) =>
            {
                var bytes = whole.ToArray();
                foreach (var (place, value) in changes)
                    bytes[place] = value;
                var path = folder.Write(name, bytes[..Math.Min(length, bytes.Length)]);
                try
                {
                    using var matrix = EmbeddingMatrix.Open(path);
                }
                catch (InvalidInputException e)
                {
                    Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                }
            },
            iter: 2000, threads: 1);
    }
}
