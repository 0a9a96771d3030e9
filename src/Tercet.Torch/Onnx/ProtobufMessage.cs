using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Tercet.Torch.Onnx;

/// <summary>A protobuf message, written field by field; the part of the format that ONNX needs.</summary>
internal sealed class ProtobufMessage
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;

    private readonly ArrayBufferWriter<byte> _content = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Content => _content.WrittenSpan;

    public ProtobufMessage Add(int field, long value)
    {
        Tag(field, Varint);
        Number((ulong)value);
        return this;
    }

    public ProtobufMessage Add(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_content.GetSpan(sizeof(float)), value);
        _content.Advance(sizeof(float));
        return this;
    }

    public ProtobufMessage Add(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthDelimited);
        Number((ulong)value.Length);
        _content.Write(value);
        return this;
    }

    public ProtobufMessage Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

    public ProtobufMessage Add(int field, ProtobufMessage value) => Add(field, value.Content);

    private void Tag(int field, int type) => Number((ulong)(field << 3 | type));

    /// <summary>Seven bits per byte, the lowest first; all but the last byte have the eighth set.</summary>
    private void Number(ulong value)
    {
        for (; value > 0x7F; value >>= 7)
            _content.Write([(byte)(value | 0x80)]);
        _content.Write([(byte)value]);
    }
}
