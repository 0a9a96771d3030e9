using System.Text;

namespace Tercet.Vision.Tests.Onnx;

/// <summary>Hand-written models of one node (onnx.proto).</summary>
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

    /// <summary>A tensor; without a shape, of any shape.</summary>
    public static byte[] TensorType(int element, params long[] shape) =>
        Message(1, [.. Number(1, element), .. shape.Length == 0 ? [] : Message(2, [.. shape.SelectMany(SizeOf)])]);

    public static byte[] Graph(byte[] graph) =>
        [.. Number(1, 8), .. Message(8, Number(2, 13)), .. Message(7, [.. Text(2, "g"), .. graph])];

    public static byte[] Message(int field, byte[] content) =>
        [.. Varint((ulong)(field << 3 | 2)), .. Varint((ulong)content.Length), .. content];

    private static byte[] SizeOf(long size) => Message(1, Number(1, size));

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
