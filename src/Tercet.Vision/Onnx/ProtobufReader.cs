using System.Text;

namespace Tercet.Vision.Onnx;

/// <summary>
/// Reads the fields of protobuf messages that hold bytes (texts and nested messages) or integers. Others are skipped.
/// </summary>
internal sealed class ProtobufReader(Stream stream)
{
    private const int VarintBits = 7, WireTypeBits = 3, WireTypeMask = 7;
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>
    /// The fields of the message from the current position to <paramref name="end"/>. While a field is visited, the stream is at
    /// its first byte; it may be left anywhere.
    /// </summary>
    /// <exception cref="InvalidDataException">The message is malformed; thrown when the fault is reached.</exception>
    public IEnumerable<Field> ReadFields(long end)
    {
        while (stream.Position < end)
        {
            var tag = ReadVarint();
            switch ((int)(tag & WireTypeMask))
            {
                case Varint:
                    var number = (long)ReadVarint();
                    yield return new Field((long)(tag >> WireTypeBits), 0, stream.Position, number);
                    break;
                case Fixed64:
                    stream.Position += sizeof(ulong);
                    break;
                case Fixed32:
                    stream.Position += sizeof(uint);
                    break;
                case Bytes:
                    var field = new Field((long)(tag >> WireTypeBits), ReadLength(end), stream.Position);
                    yield return field;
                    stream.Position = field.End;
                    break;
                default:
                    throw new InvalidDataException();
            }
        }
        if (stream.Position != end)
            throw new InvalidDataException();
    }

    /// <summary>Reads the text of the field at the current position.</summary>
    public string ReadText(Field field)
    {
        var bytes = new byte[field.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Reads the integers of the field at the current position: one, or a packed list.</summary>
    public IEnumerable<long> ReadIntegers(Field field)
    {
        if (field.Integer is { } single)
            yield return single;
        while (stream.Position < field.End)
            yield return (long)ReadVarint();
    }

    private long ReadLength(long end)
    {
        var length = ReadVarint();
        // The varint itself may have ended outside of the message.
        return stream.Position <= end && length <= (ulong)(end - stream.Position)
            ? (long)length
            : throw new InvalidDataException();
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var shift = 0; shift < sizeof(ulong) * 8; shift += VarintBits)
        {
            var next = stream.ReadByte();
            if (next < 0)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException();
    }

    /// <summary>A field that holds bytes or an integer.</summary>
    /// <param name="Number">The field's number in its message.</param>
    /// <param name="Length">Number of bytes; 0 for an integer.</param>
    /// <param name="Start">The position of its first byte.</param>
    /// <param name="Integer">The integer; null for bytes.</param>
    public readonly record struct Field(long Number, long Length, long Start, long? Integer = null)
    {
        public long End => Start + Length;
    }
}
