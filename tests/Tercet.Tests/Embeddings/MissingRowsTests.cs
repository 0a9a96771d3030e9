using CsCheck;

namespace Tercet.Tests.Embeddings;

public sealed class MissingRowsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_of_nan_throughout_are_missing_in_memory_and_in_a_file() =>
        Gen.Select(Gen.Bool.Array[1, 60], Gen.Int[1, 40]).Where((present, _) => present.Contains(true)).Sample(
            (present, dimensions) =>
            {
                var values = present.SelectMany(isThere => Enumerable.Repeat(isThere ? 1f : float.NaN, dimensions)).ToArray();
                using var inMemory = EmbeddingMatrix.FromArray(values, dimensions);
                using var writer = new NpyWriter(_folder["x.npy"], present.Length, dimensions);
                for (var i = 0; i < present.Length; i++)
                    writer.WriteRow(i, values.AsSpan(i * dimensions, dimensions));
                writer.Complete();
                using var inFile = EmbeddingMatrix.Open(_folder["x.npy"]);
                var expected = Enumerable.Range(0, present.Length).Where(i => !present[i]);
                Assert.Equal(expected, inMemory.MissingRows);
                Assert.Equal(expected, inFile.MissingRows);
            },
            iter: 200, threads: 1);

    [Fact]
    public void Rows_of_nan_are_missing_among_float16_too()
    {
        var bytes = Fixture.BytesOf("float16-v1.npy");
        for (var k = 0; k < 8; k++)
            BitConverter.GetBytes(Half.NaN).CopyTo(bytes, bytes.Length - 2 * (8 * 3 + 8) + 2 * k);
        using var matrix = EmbeddingMatrix.Open(_folder.Write("x.npy", bytes));
        Assert.Equal([4], matrix.MissingRows);
    }

    [Fact]
    public void Other_values_that_are_not_finite_are_reported_without_the_missing_rows() =>
        Assert.Equal(
            """
            codes: 2 of 9 values are not finite (rows and components count from 0):
              row 1, component 0: NaN
              row 2, component 2: -infinity
            Embeddings must be finite numbers, or NaN throughout a row that has no embedding. Check the encoder that wrote them, or drop these items.
            """,
            FaultOf([float.NaN, float.NaN, float.NaN, float.NaN, 1, 2, 1, 2, float.NegativeInfinity]));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_matrix_of_missing_rows_alone_is_refused(int rows) =>
        Assert.Equal(
            $"codes: no embedding in any of {rows} rows (every component is NaN). Expected finite numbers in all rows but those "
            + "without an embedding. Check the encoder that wrote them.",
            FaultOf([.. Enumerable.Repeat(float.NaN, 3 * rows)]));

    private static string FaultOf(float[] values) =>
        Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(values, 3, "codes")).Message;
}
