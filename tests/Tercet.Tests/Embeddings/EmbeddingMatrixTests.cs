namespace Tercet.Tests.Embeddings;

/// <summary>Matrices from arrays and from rows of a caller's own.</summary>
public sealed class EmbeddingMatrixTests
{
    private static readonly float[] Values = [1, 2, 3, 4, 5, 6];

    private static readonly float[,] Rectangular = { { 1, 2, 3 }, { 4, 5, 6 } };

    private static readonly float[][] Jagged = [[1, 2, 3], [4, 5, 6]];

    [Fact]
    public void Arrays_of_every_shape_hold_the_same_rows()
    {
        EmbeddingMatrix[] all =
            [EmbeddingMatrix.FromArray(Values, 3), EmbeddingMatrix.FromMemory(Values.AsMemory(), 3), Rectangular, Jagged];
        foreach (var matrix in all)
        {
            Assert.Equal((2, 3), (matrix.Count, matrix.Dimensions));
            var buffer = new float[3];
            for (var row = 0; row < 2; row++)
            {
                matrix.CopyRow(row, buffer);
                Assert.Equal(Jagged[row], buffer);
                Assert.Equal(Jagged[row][1..], matrix.ReadPart(row, 1, new float[2]).ToArray());
            }
        }
    }

    [Fact]
    public void Rows_of_an_array_are_not_copied()
    {
        var (values, rectangular) = ((float[])[.. Values], (float[,])Rectangular.Clone());
        using EmbeddingMatrix one = EmbeddingMatrix.FromArray(values, 3), other = rectangular;
        (values[4], rectangular[1, 1]) = (50, 50);
        Assert.Equal(50, one.ReadRow(1, new float[3])[1]);
        Assert.Equal(50, other.ReadRow(1, new float[3])[1]);
    }

    [Fact]
    public void Rows_of_different_lengths_are_listed() =>
        Assert.Equal(
            """
            embeddings: 2 rows are not of 2 components, as row 0 is:
              row 1: 3
              row 3: null
            Expected rows of one length.
            """,
            Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray([[1, 2], [1, 2, 3], [1, 2], null!])).Message);

    [Fact]
    public void An_empty_array_is_refused()
    {
        Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(new float[0, 3]));
        Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(new float[3, 0]));
        Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(Array.Empty<float[]>()));
    }

    [Fact]
    public void Rows_of_a_caller_are_checked_for_values_that_are_not_finite_and_disposed()
    {
        var rows = new OwnRows(float.PositiveInfinity);
        Assert.Contains(
            "own: 1 of 6 values are not finite (rows and components count from 0):\n  row 1, component 2: +infinity\n",
            Assert.Throws<InvalidInputException>(() => new EmbeddingMatrix(rows)).Message, StringComparison.Ordinal);
        var finite = new OwnRows(6);
        using (var matrix = new EmbeddingMatrix(finite))
            Assert.Equal(6, matrix.ReadRow(1, new float[3])[2]);
        Assert.True(finite.IsDisposed);
    }

    private sealed class OwnRows(float last) : IEmbeddingRows, IDisposable
    {
        public string Name => "own";

        public int Count => 2;

        public int Dimensions => 3;

        public bool IsDisposed { get; private set; }

        public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
        {
            for (var i = 0; i < buffer.Length; i++)
                buffer[i] = row == 1 && start + i == 2 ? last : 0;
            return buffer;
        }

        public void Dispose() => IsDisposed = true;
    }

    [Fact]
    public unsafe void Memory_of_others_is_read_in_place()
    {
        float[] values = [1, 2, 3, 4, 5, 6];
        Half[] halves = [.. values.Select(value => (Half)value)];
        fixed (float* single = values)
        fixed (Half* half = halves)
        {
            var matrix = EmbeddingMatrix.FromPointer(single, 3, 2, "tensor");
            var other = EmbeddingMatrix.FromPointer(half, 3, 2);
            values[5] = 7;
            Assert.Equal(("tensor", 3, 2), (matrix.Name, matrix.Count, matrix.Dimensions));
            Assert.Equal([5, 7], matrix.ReadRow(2, new float[2]).ToArray());
            Assert.Equal([5, 6], other.ReadRow(2, new float[2]).ToArray());
            Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRow(3, new float[2]));
        }
    }

    [Fact]
    public unsafe void Memory_of_others_is_checked()
    {
        Assert.Throws<ArgumentNullException>(() => EmbeddingMatrix.FromPointer((float*)null, 3, 2));
        float[] values = [1, float.NaN];
        var fault = Assert.Throws<InvalidInputException>(() =>
        {
            fixed (float* start = values)
                EmbeddingMatrix.FromPointer(start, 1, 2);
        });
        Assert.Contains("row 0, component 1: NaN", fault.Message, StringComparison.Ordinal);
    }
}
