using System.Text;

namespace Tercet.Vision.Tests.Onnx;

/// <summary>Hand-written models of a few nodes (onnx.proto).</summary>
internal static class TinyModel
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary>A model that takes the tensor <c>x</c>, with further parts.</summary>
    public static byte[] Of(string operation, byte[] input, params byte[][] parts) => Graph(
        [
            .. Message(1, [.. Text(1, "x"), .. Text(2, "y"), .. Text(4, operation)]),
            .. Message(11, input),
            .. Message(12, Value("y", TensorType(Float))),
            .. parts.SelectMany(part => part),
        ]);

    /// <summary>A model from the images <c>x</c> to the embeddings <c>y</c>; null is a size that is left open.</summary>
    /// <param name="shape">The shape of x.</param>
    /// <param name="names">The names of the four sizes, used where they are open.</param>
    /// <param name="parts">Nodes and weights.</param>
    public static byte[] OfImages(long?[] shape, string[] names, params byte[][] parts) => Graph(
        [
            .. parts.SelectMany(part => part),
            .. Message(11, Value("x", Message(1, [
                .. Number(1, Float),
                .. Message(2, [.. shape.Zip(names, (size, name) => Message(1, size is { } fix ? Number(1, fix) : Text(2, name)))
                    .SelectMany(size => size)]),
            ]))),
            .. Message(12, Value("y", TensorType(Float))),
        ]);

    /// <summary>The same, of a fixed shape.</summary>
    public static byte[] OfImages(long[] shape, params byte[][] parts) =>
        OfImages(Array.ConvertAll(shape, size => (long?)size), ["", "", "", ""], parts);

    /// <summary>A node; inputs and outputs are lists of names with blanks between.</summary>
    public static byte[] Node(string operation, string inputs, string outputs, params byte[][] attributes) => Message(
        1,
        [
            .. inputs.Split(' ').SelectMany(name => Text(1, name)), .. outputs.Split(' ').SelectMany(name => Text(2, name)),
            .. Text(4, operation), .. attributes.SelectMany(attribute => attribute),
        ]);

    /// <summary>An attribute that is an integer.</summary>
    public static byte[] Integer(string name, long value) =>
        Message(5, [.. Text(1, name), .. Number(3, value), .. Number(20, 2)]);

    /// <summary>An attribute that is a list of integers.</summary>
    public static byte[] Integers(string name, params long[] values) =>
        Message(5, [.. Text(1, name), .. values.SelectMany(value => Number(8, value)), .. Number(20, 7)]);

    /// <summary>Weights that differ from each other.</summary>
    public static byte[] Weights(string name, params long[] shape)
    {
        var count = (int)shape.Aggregate(1L, (product, size) => product * size);
        return Tensor(name, Float, shape, [.. Enumerable.Range(1, count).SelectMany(i => BitConverter.GetBytes(0.1f + i % 7))]);
    }

    /// <summary>A constant list of integers.</summary>
    public static byte[] Constant(string name, params long[] values) =>
        Tensor(name, Int64, [values.Length], [.. values.SelectMany(BitConverter.GetBytes)]);

    private static byte[] Tensor(string name, int element, long[] shape, byte[] values) => Message(
        5, [.. shape.SelectMany(size => Number(1, size)), .. Number(2, element), .. Text(8, name), .. Message(9, values)]);

    /// <summary>Adds one value, stored in another file, to images of 3 × 4 × 4.</summary>
    public static byte[] WithExternalData(string location) => Graph(
        [
            .. Message(1, [.. Text(1, "x"), .. Text(1, "w"), .. Text(2, "y"), .. Text(4, "Add")]),
            .. Message(
                5,
                [
                    .. Number(1, 1), .. Number(2, Float), .. Text(8, "w"),
                    .. Message(13, [.. Text(1, "location"), .. Text(2, location)]), .. Number(14, 1),
                ]),
            .. Message(11, Value("x", TensorType(Float, 1, 3, 4, 4))),
            .. Message(12, Value("y", TensorType(Float))),
        ]);

    /// <summary>A model that selects one of a sequence of tensors.</summary>
    public static byte[] OfSequence() => Graph(
        [
            .. Message(1, [.. Text(1, "x"), .. Text(1, "i"), .. Text(2, "y"), .. Text(4, "SequenceAt")]),
            .. Message(5, [.. Number(2, Int64), .. Text(8, "i"), .. Message(9, new byte[sizeof(long)])]),
            .. Message(11, Value("x", Message(4, Message(1, TensorType(Float))))),
            .. Message(12, Value("y", TensorType(Float))),
        ]);

    public static byte[] Value(string name, byte[] type) => [.. Text(1, name), .. Message(2, type)];

    /// <summary>A tensor; without a shape, of any shape. A size of −1 is open.</summary>
    public static byte[] TensorType(int element, params long[] shape) =>
        Message(1, [.. Number(1, element), .. shape.Length == 0 ? [] : Message(2, [.. shape.SelectMany(SizeOf)])]);

    public static byte[] Graph(byte[] graph) =>
        [.. Number(1, 8), .. Message(8, Number(2, 15)), .. Message(7, [.. Text(2, "g"), .. graph])];

    public static byte[] Message(int field, byte[] content) =>
        [.. Varint((ulong)(field << 3 | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] SizeOf(long size) => Message(1, size < 0 ? [] : Number(1, size));

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Number(int field, long value) => [.. Varint((ulong)(field << 3)), .. Varint((ulong)value)];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
