using CsCheck;

namespace Tercet.Tests.Embeddings;

public sealed class NpyWriterTests : IDisposable
{
    private static readonly Gen<float> Finite =
        Gen.OneOf(Gen.Float[-1e30f, 1e30f], Gen.Const(-0f), Gen.Const(float.Epsilon), Gen.Const(float.MaxValue));

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32-v1.npy", 6, 5)]
    [InlineData("one-value.npy", 1, 1)]
    [InlineData("not-finite-float32.npy", 30, 4)]
    public void The_bytes_are_those_that_numpy_writes(string name, int rows, int dimensions)
    {
        var expected = Fixture.BytesOf(name);
        var values = new float[rows * dimensions];
        Buffer.BlockCopy(expected, expected.Length - 4 * values.Length, values, 0, 4 * values.Length);
        using var writer = new NpyWriter(_folder["x.npy"], rows, dimensions);
        for (var i = rows - 1; i >= 0; i--)
            writer.WriteRow(i, values.AsSpan(i * dimensions, dimensions));
        writer.Complete();
        Assert.Equal(expected, File.ReadAllBytes(_folder["x.npy"]));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_000_000, 768)]
    [InlineData(int.MaxValue, 65_536)]
    public void The_header_of_any_shape_is_of_one_length_and_is_read_back(int rows, int dimensions)
    {
        var bytes = NpyHeader.Format(rows, dimensions);
        Assert.Equal(NpyHeader.FormattedBytes, bytes.Length);
        Assert.Equal((byte)'\n', bytes[^1]);
        using var stream = new MemoryStream(bytes);
        Assert.Equal(new NpyHeader(rows, dimensions, false, bytes.Length), NpyHeader.Read(stream, "x.npy"));
    }

    [Fact]
    public void Rows_written_in_any_order_by_several_threads_are_read_back_bit_for_bit() =>
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 40])
            .SelectMany((rows, dimensions) =>
                Gen.Select(Finite.Array[dimensions].Array[rows], Gen.Shuffle(Enumerable.Range(0, rows).ToArray())))
            .Sample(
                (rows, order) =>
                {
                    var path = _folder["x.npy"];
                    using var writer = new NpyWriter(path, rows.Length, rows[0].Length);
                    Parallel.ForEach(order, i => writer.WriteRow(i, rows[i]));
                    writer.Complete();
                    using var matrix = EmbeddingMatrix.Open(path);
                    Assert.Equal((rows.Length, rows[0].Length), (matrix.Count, matrix.Dimensions));
                    var read = new float[matrix.Dimensions];
                    for (var i = 0; i < rows.Length; i++)
                    {
                        matrix.CopyRow(i, read);
                        Assert.Equal(
                            rows[i].Select(BitConverter.SingleToUInt32Bits), read.Select(BitConverter.SingleToUInt32Bits));
                    }
                },
                iter: 200, threads: 1);

    [Fact]
    public void A_row_written_again_is_replaced()
    {
        using var writer = new NpyWriter(_folder["x.npy"], 2, 1);
        foreach (var (row, value) in new[] { (1, 1f), (0, 2f), (1, 3f) })
            writer.WriteRow(row, [value]);
        writer.Complete();
        using var matrix = EmbeddingMatrix.Open(_folder["x.npy"]);
        var read = new float[1];
        matrix.CopyRow(1, read);
        Assert.Equal([3f], read);
    }

    [Fact]
    public void What_is_not_complete_leaves_nothing_and_the_target_as_it_was()
    {
        var path = _folder.Write("x.npy", "before");
        using (var writer = new NpyWriter(path, 2, 3))
        {
            writer.WriteRow(0, [1, 2, 3]);
            Assert.Equal("before", File.ReadAllText(path));
            Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
        }
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_target_that_is_there_is_replaced_and_so_is_what_a_crash_left()
    {
        var path = _folder.Write("x.npy", "before, and longer than what follows: " + new string('x', 1000));
        _folder.Write("x.npy.tercet-partial", new string('y', 2000));
        using (var writer = new NpyWriter(path, 1, 1))
        {
            writer.WriteRow(0, [7]);
            writer.Complete();
        }
        Assert.Equal(NpyHeader.FormattedBytes + 4, new FileInfo(path).Length);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Rows_that_were_never_written_are_counted_and_the_first_is_named()
    {
        using (var writer = new NpyWriter(_folder["x.npy"], 70, 1))
        {
            for (var i = 0; i < 66; i++)
                writer.WriteRow(i, [i]);
            writer.WriteRow(0, [0]);
            Assert.Equal(
                $"{_folder["x.npy"]}: 4 of 70 rows were never written, the first of them row 66 (from 0). "
                + "Write every row before Complete.",
                Assert.Throws<InvalidOperationException>(writer.Complete).Message);
        }
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Rows_out_of_range_or_of_another_length_are_refused()
    {
        using var writer = new NpyWriter(_folder["x.npy"], 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteRow(-1, [1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.WriteRow(2, [1, 2, 3]));
        Assert.StartsWith(
            "2 components; expected 3.", Assert.Throws<ArgumentException>(() => writer.WriteRow(0, [1, 2])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 65_537)]
    public void A_shape_out_of_bounds_is_refused_and_leaves_nothing(int rows, int dimensions)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new NpyWriter(_folder["x.npy"], rows, dimensions));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_writer_that_is_complete_takes_no_more()
    {
        var writer = new NpyWriter(_folder["x.npy"], 1, 1);
        writer.WriteRow(0, [1]);
        writer.Complete();
        Assert.Throws<ObjectDisposedException>(() => writer.WriteRow(0, [2]));
        Assert.Throws<ObjectDisposedException>(writer.Complete);
        writer.Dispose();
        writer.Dispose();
        Assert.True(File.Exists(_folder["x.npy"]));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_target_is_refused_before_the_work_and_after_it()
    {
        Directory.CreateDirectory(_folder["x.npy"]);
        Assert.Equal(
            "x.npy: a folder, where a file of embeddings was to be written. Choose another name.",
            _folder.FaultOf(() => new NpyWriter(_folder["x.npy"], 1, 1).Dispose()));
        Directory.Delete(_folder["x.npy"]);
        using var writer = new NpyWriter(_folder["x.npy"], 1, 1);
        writer.WriteRow(0, [1]);
        Directory.CreateDirectory(_folder["x.npy"]);
        var fault = Assert.ThrowsAny<Exception>(writer.Complete);
        Assert.True(fault is IOException or UnauthorizedAccessException);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_not_there_and_a_second_writer_are_errors_of_the_system()
    {
        Assert.ThrowsAny<IOException>(() => new NpyWriter(_folder["none/x.npy"], 1, 1));
        using var writer = new NpyWriter(_folder["x.npy"], 1, 1);
        writer.WriteRow(0, [5]);
        Assert.ThrowsAny<IOException>(() => new NpyWriter(_folder["x.npy"], 9, 9));
        writer.Complete();
        using var matrix = EmbeddingMatrix.Open(_folder["x.npy"]);
        Assert.Equal(1, matrix.Count);
    }
}
