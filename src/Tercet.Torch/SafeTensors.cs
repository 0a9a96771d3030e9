using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>
/// Tensors of float32 by name, and a few words of text, in one file of the safetensors format, which Python reads too. Among the words is a digest of the rest.
/// </summary>
internal static class SafeTensors
{
    /// <summary>The name of the digest.</summary>
    public const string Sha256 = "sha256";

    /// <summary>Writes a file at once: under a temporary name, then renamed.</summary>
    public static void Write(string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = new Dictionary<string, object>();
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            using var values = Values(tensor);
            hash.AppendData(values.bytes);
            var end = offset + values.bytes.Length;
            header.Add(name, new Dictionary<string, object> { ["dtype"] = "F32", ["shape"] = tensor.shape, ["data_offsets"] = new[] { offset, end } });
            offset = end;
        }
        header.Add(SafeTensorsHeader.MetadataName, new Dictionary<string, string>(metadata) { [Sha256] = Digest(hash.GetHashAndReset(), metadata) });
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
                using var values = Values(tensor);
                file.Write(values.bytes);
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The digest of a file's contents.</summary>
    /// <param name="data">The SHA-256 of its data.</param>
    /// <param name="metadata">Its words; of the digest among them none is taken.</param>
    public static string Digest(byte[] data, IReadOnlyDictionary<string, string> metadata)
    {
        var words = metadata.Where(word => word.Key != Sha256).OrderBy(word => word.Key, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData([.. data, .. JsonSerializer.SerializeToUtf8Bytes(words)]));
    }

    private static Tensor Values(Tensor tensor) => tensor.detach().to(float32).cpu().contiguous();
}
