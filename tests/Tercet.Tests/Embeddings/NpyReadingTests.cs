namespace Tercet.Tests.Embeddings;

public sealed class NpyReadingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Float32_of_every_version_is_read_bit_for_bit(int version)
    {
        using var matrix = EmbeddingMatrix.Open(Fixture.PathOf($"float32-v{version}.npy"));
        Assert.Equal((6, 5), (matrix.Count, matrix.Dimensions));
        Assert.Equal(Bits(30, 32), Values(matrix).Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Float16_of_every_version_is_read_bit_for_bit(int version)
    {
        using var matrix = EmbeddingMatrix.Open(Fixture.PathOf($"float16-v{version}.npy"));
        Assert.Equal((8, 8), (matrix.Count, matrix.Dimensions));
        var expected = Bits(64, 16).Select(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits));
        Assert.Equal(expected.Select(BitConverter.SingleToUInt32Bits), Values(matrix).Select(BitConverter.SingleToUInt32Bits));
    }

    [Fact]
    public void One_value_is_a_matrix()
    {
        using var matrix = EmbeddingMatrix.Open(Fixture.PathOf("one-value.npy"));
        Assert.Equal([1f], Values(matrix));
    }

    [Fact]
    public void Rows_are_read_in_any_order_and_into_a_longer_buffer()
    {
        using var matrix = EmbeddingMatrix.Open(Fixture.PathOf("float32-v1.npy"));
        var all = Values(matrix);
        var buffer = new float[7];
        foreach (var row in new[] { 5, 0, 3, 5 })
        {
            Array.Fill(buffer, 42);
            matrix.CopyRow(row, buffer);
            Assert.Equal([.. all[(row * 5)..(row * 5 + 5)], 42, 42], buffer);
        }
    }

    [Theory]
    [InlineData("float32-v1.npy")]
    [InlineData("float16-v1.npy")]
    public void A_row_out_of_range_is_refused(string name)
    {
        using var matrix = EmbeddingMatrix.Open(Fixture.PathOf(name));
        var buffer = new float[8];
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRow(-1, buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.CopyRow(matrix.Count, buffer));
    }

    [Fact]
    public void A_closed_matrix_is_refused_and_may_be_closed_again()
    {
        var matrix = EmbeddingMatrix.Open(Fixture.PathOf("float32-v1.npy"));
        matrix.Dispose();
        matrix.Dispose();
        Assert.Throws<ObjectDisposedException>(() => matrix.CopyRow(0, new float[5]));
    }

    [Fact]
    public void A_header_as_other_programs_write_it_is_read()
    {
        using var folder = new TempFolder();
        var header = "{\"x\": 0, 'shape':(1,2), 'fortran_order':False,'descr':'<f4'}"u8;
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40];
        using var matrix = EmbeddingMatrix.Open(folder.Write("x.npy", file));
        Assert.Equal([1f, 2f], Values(matrix));
    }

    private static float[] Values(EmbeddingMatrix matrix)
    {
        var values = new float[matrix.Count * matrix.Dimensions];
        for (var i = 0; i < matrix.Count; i++)
            matrix.CopyRow(i, values.AsSpan(i * matrix.Dimensions, matrix.Dimensions));
        return values;
    }

    /// <summary>As make.py has them.</summary>
    private static IEnumerable<uint> Bits(int count, int width)
    {
        var exponent = width == 32 ? 0x7F800000u : 0x7C00u;
        var lowest = exponent & (uint)-(int)exponent;
        var sign = 1u << (width - 1);
        uint[] special = [0, sign, 1, exponent - 1, sign | (exponent - 1)];
        return special
            .Concat(Enumerable.Range(0, count - special.Length).Select(k => (uint)k * 0x9E3779B1 >> (32 - width)))
            .Select(bits => (bits & exponent) == exponent ? bits ^ lowest : bits);
    }
}
