namespace Tercet.Tests.Embeddings;

public sealed class NpyFaultsTests : IDisposable
{
    private const string AsFloat = "Expected float32 or float16, little-endian: numpy.save(path, array.astype(\"<f4\")).";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> Arrays() => new()
    {
        { "float64", $"elements of type <f8 (float64). {AsFloat}" },
        { "int32", $"elements of type <i4 (integers). {AsFloat}" },
        { "uint8", $"elements of type |u1 (integers). {AsFloat}" },
        { "bool", $"elements of type |b1 (not a float of 2 or 4 bytes). {AsFloat}" },
        { "complex64", $"elements of type <c8 (not a float of 2 or 4 bytes). {AsFloat}" },
        { "text", $"elements of type <U21 (text). {AsFloat}" },
        { "big-endian-float32", $"elements of type >f4 (big-endian). {AsFloat}" },
        { "big-endian-float16", $"elements of type >f2 (big-endian). {AsFloat}" },
        {
            "structured",
            "a structured array, of named fields: {'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (3,), }. Expected float32 or float16, two dimensions: from numpy.lib.recfunctions import structured_to_unstructured; numpy.save(path, structured_to_unstructured(array).astype(\"<f4\"))."
        },
        {
            "objects",
            "a pickled array of Python objects (dtype |O) cannot be read safely. Save numbers: numpy.save(path, numpy.stack(list(numpy.load(path, allow_pickle=True))).astype(\"<f4\"))."
        },
        { "fortran", "stored in Fortran order (column after column). Expected C order: numpy.save(path, numpy.ascontiguousarray(array))." },
        { "one-dimension", "an array of shape (3,). Expected two dimensions, (items, components): numpy.save(path, array.reshape(len(array), -1))." },
        { "three-dimensions", "an array of shape (3, 2, 2). Expected two dimensions, (items, components): numpy.save(path, array.reshape(len(array), -1))." },
        { "scalar", "a single number, of shape (). Expected two dimensions, (items, components): write the embeddings of all items." },
        { "zero-rows", "an array of shape (0, 2). Expected 1 to 2147483647 rows of 1 to 65536 components." },
        { "zero-columns", "an array of shape (3, 0). Expected 1 to 2147483647 rows of 1 to 65536 components." },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Arrays))]
    public void An_array_of_another_kind_is_described_with_the_way_to_fix_it(string name, string message) =>
        Assert.Equal($"{name}.npy: {message}", FaultOf($"{name}.npy", Fixture.BytesOf($"{name}.npy")));

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal(
            "x.npy: no such file. Expected embeddings as a NumPy file (.npy), one row per item.",
            _folder.FaultOf(() => EmbeddingMatrix.Open(_folder["x.npy"])));

    [Fact]
    public void An_empty_file_is_distinguished_from_one_that_is_not_of_numpy()
    {
        Assert.Equal("x.npy: the file is empty. Expected a NumPy array with one row per item.", FaultOf("x.npy", []));
        const string Other = "x.npy: not a NumPy file (it does not start with \\x93NUMPY). Write it with numpy.save.";
        Assert.Equal(Other, FaultOf("x.npy", [.. "PK\u0003\u0004 an .npz archive"u8]));
        Assert.Equal(Other, FaultOf("x.npy", [.. "short"u8]));
    }

    [Fact]
    public void A_file_cut_anywhere_is_reported_as_truncated()
    {
        var whole = Fixture.BytesOf("float32-v1.npy");
        for (var length = 6; length < whole.Length - 120; length++)
            Assert.Equal("x.npy: the file ends within its header. It is truncated; write or copy it again.", FaultOf("x.npy", whole[..length]));
        for (var length = whole.Length - 120; length < whole.Length; length++)
        {
            Assert.Equal(
                $"x.npy: the header announces 6 × 5 values, 120 bytes, but {length - whole.Length + 120} follow. The file is truncated; write or copy it again.",
                FaultOf("x.npy", whole[..length]));
        }
    }

    [Fact]
    public void A_file_with_more_behind_its_data_is_refused() =>
        Assert.Equal(
            "x.npy: the header announces 6 × 5 values, 120 bytes, but 121 follow. Save one array per file with numpy.save.",
            FaultOf("x.npy", [.. Fixture.BytesOf("float32-v1.npy"), 0]));

    [Fact]
    public void An_unknown_version_is_refused()
    {
        var bytes = Fixture.BytesOf("float32-v1.npy");
        bytes[6] = 4;
        Assert.Equal("x.npy: NumPy format version 4 is not known. Expected version 1 to 3: write it again with numpy.save.", FaultOf("x.npy", bytes));
    }

    [Fact]
    public void A_header_that_announces_megabytes_is_refused_unread()
    {
        byte[] bytes = [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF];
        Assert.Equal("x.npy: a header of 4294967295 bytes is not that of an array of numbers. Write it again with numpy.save.", FaultOf("x.npy", bytes));
    }

    [Theory]
    [InlineData("-1, 2")]
    [InlineData("3000000000, 2")]
    [InlineData("99999999999999999999, 2")]
    [InlineData("2, 65537")]
    public void A_shape_out_of_bounds_is_refused(string shape)
    {
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)];
        Assert.Equal(
            $"x.npy: an array of shape ({shape}). Expected 1 to 2147483647 rows of 1 to 65536 components.",
            FaultOf("x.npy", bytes));
    }

    [Theory]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (1, 2), }")]
    [InlineData("{'descr': 'f4', 'fortran_order': False, 'shape': (1, 2), }")]
    [InlineData("{'descr': 'float32', 'fortran_order': False, 'shape': (1, 2), }")]
    [InlineData("{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (1, 2), }")]
    [InlineData("{'descr': u'<f4', 'fortran_order': False, 'shape': (1L, 2L), }")]
    [InlineData("{'shape': (1, 2), 'descr':'|f4', 'fortran_order':False}")]
    public void What_numpy_reads_is_read(string header)
    {
        using var matrix = EmbeddingMatrix.Open(_folder.Write("x.npy", WithHeader(header, [1f, 2f])));
        var row = new float[2];
        matrix.CopyRow(0, row);
        Assert.Equal([1f, 2f], row);
    }

    [Fact]
    public void Bfloat16_is_named_with_a_conversion_that_works() =>
        Assert.Equal(
            "x.npy: elements of type <V2 (two bytes without a meaning, as bfloat16 is saved). Expected float32 or float16: "
            + "numpy.save(path, (array.view(\"<u2\").astype(\"<u4\") << 16).view(\"<f4\")).",
            FaultOf("x.npy", WithHeader("{'descr': '<V2', 'fortran_order': False, 'shape': (1, 4), }", [1f, 2f])));

    [Theory]
    [InlineData("not-finite-float32.npy")]
    [InlineData("not-finite-float16.npy")]
    public void Values_that_are_not_finite_are_counted_and_the_first_ten_shown(string name) =>
        Assert.Equal(
            $"""
            {name}: 12 of 120 values are not finite (rows and components count from 0):
              row 1, component 3: NaN
              row 2, component 0: +infinity
              row 2, component 1: -infinity
              row 7, component 2: NaN
              row 8, component 2: NaN
              row 9, component 2: NaN
              row 10, component 2: NaN
              row 11, component 2: NaN
              row 12, component 2: NaN
              row 13, component 2: NaN
              … and 2 more
            Embeddings must be finite numbers, or NaN throughout a row that has no embedding. Check the encoder that wrote them, or drop these items.
            """,
            FaultOf(name, Fixture.BytesOf(name)));

    [Fact]
    public void A_value_that_is_not_finite_is_found_at_any_component_of_rows_of_any_length()
    {
        for (var dimensions = 1; dimensions <= 40; dimensions++)
        {
            for (var k = 0; k < dimensions; k++)
            {
                var values = new float[2 * dimensions];
                values[dimensions + k] = k % 2 == 0 && dimensions > 1 ? float.NaN : float.NegativeInfinity;
                Assert.Contains(
                    $"\n  row 1, component {k}: ",
                    Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(values, dimensions)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(7, 3)]
    [InlineData(6, 0)]
    public void Values_that_make_no_rows_are_refused(int count, int dimensions) =>
        Assert.Equal(
            $"codes: {count} values cannot be rows of {dimensions} components.",
            Assert.Throws<InvalidInputException>(() => EmbeddingMatrix.FromArray(new float[count], dimensions, "codes")).Message);

    private static byte[] WithHeader(string header, float[] values) =>
    [
        0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header),
        .. values.SelectMany(BitConverter.GetBytes),
    ];

    private string FaultOf(string name, byte[] bytes) => _folder.FaultOf(() => EmbeddingMatrix.Open(_folder.Write(name, bytes)));
}
