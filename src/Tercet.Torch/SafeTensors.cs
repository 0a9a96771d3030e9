using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>
/// Tensors of float32 by name, and a few words of text, in one file of the safetensors format, which Python reads too.
/// </summary>
internal static class SafeTensors
{
    private const string Metadata = "__metadata__";

    /// <summary>Writes a file at once: under a temporary name, then renamed.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var header = new Dictionary<string, object> { [Metadata] = metadata };
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            var bytes = tensor.numel() * sizeof(float);
            header.Add(name, new Dictionary<string, object> { ["dtype"] = "F32", ["shape"] = tensor.shape, ["data_offsets"] = new[] { offset, offset + bytes } });
            offset += bytes;
        }
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = -json.Length & 7; // data begin at a multiple of 8
        var temporary = path + ".partial";
        using (var file = File.Create(temporary))
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
            file.Write(length);
            file.Write(json);
            file.Write("       "u8[..padding]);
            foreach (var (_, tensor) in tensors)
            {
                using var values = tensor.detach().to(float32).cpu().contiguous();
                file.Write(values.bytes);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file's text.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var file = File.OpenRead(path);
        return MetadataOf(ReadHeader(file, path));
    }

    /// <summary>Reads a file into tensors that are there already, each of which it must have, in the same shape.</summary>
    /// <exception cref="BadInputException">It is no such file, or does not fit.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        using var guard = no_grad();
        using var file = File.OpenRead(path);
        var header = ReadHeader(file, path);
        var start = file.Position;
        foreach (var (name, tensor) in tensors)
        {
            if (!header.TryGetProperty(name, out var entry) || !entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).SequenceEqual(tensor.shape))
                throw new BadInputException($"{path}: no tensor {name} of shape [{string.Join(", ", tensor.shape)}]. Expected one for every weight of the encoder: was it written with other options?");
            var bytes = new byte[tensor.numel() * sizeof(float)];
            file.Position = start + entry.GetProperty("data_offsets")[0].GetInt64();
            file.ReadExactly(bytes);
            using var values = torch_from(bytes, tensor.shape);
            tensor.copy_(values);
        }
        return MetadataOf(header);
    }

    private static Tensor torch_from(byte[] bytes, long[] shape)
    {
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
        return tensor(values, shape);
    }

    private static JsonElement ReadHeader(FileStream file, string path)
    {
        try
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            file.ReadExactly(length);
            var bytes = new byte[checked((int)Math.Min(BinaryPrimitives.ReadInt64LittleEndian(length), file.Length))];
            file.ReadExactly(bytes);
            return JsonDocument.Parse(bytes).RootElement;
        }
        catch (Exception exception) when (exception is EndOfStreamException or JsonException or OverflowException)
        {
            throw new BadInputException($"{path}: not a whole safetensors file. Expected a checkpoint that training wrote; take an earlier one.", exception);
        }
    }

    private static Dictionary<string, string> MetadataOf(JsonElement header) =>
        header.GetProperty(Metadata).EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!);
}
