using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>
/// Writes float32 tensors by name, with metadata, to a file in the safetensors format, which Python reads too. The metadata
/// hold a digest of everything else.
/// </summary>
internal static class SafeTensors
{
    /// <summary>The name of the digest in the metadata.</summary>
    public const string Sha256 = "sha256";

    /// <summary>Writes a file under a temporary name, then renames it.</summary>
    public static void Write(
        string path, IReadOnlyList<(string Name, Tensor Tensor)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var header = new Dictionary<string, object>();
        long offset = 0;
        foreach (var (name, tensor) in tensors)
        {
            using var values = Values(tensor);
            hash.AppendData(values.bytes);
            var end = offset + values.bytes.Length;
            header.Add(name, new Dictionary<string, object>
            {
                ["dtype"] = "F32",
                ["shape"] = tensor.shape,
                ["data_offsets"] = new[] { offset, end },
            });
            offset = end;
        }
        header.Add(SafeTensorsHeader.MetadataName, new Dictionary<string, string>(metadata)
        {
            [Sha256] = Digest(hash.GetHashAndReset(), metadata),
        });
        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        var padding = -json.Length & 7; // data begin at a multiple of 8
        DurableFile.Write(path, file =>
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
        });
    }

    /// <summary>The digest of a file's contents.</summary>
    /// <param name="data">The SHA-256 of its data.</param>
    /// <param name="metadata">Its metadata; a digest among them is ignored.</param>
    public static string Digest(byte[] data, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = metadata.Where(entry => entry.Key != Sha256).OrderBy(entry => entry.Key, StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData([.. data, .. JsonSerializer.SerializeToUtf8Bytes(entries)]));
    }

    private static Tensor Values(Tensor tensor) => tensor.detach().to(float32).cpu().contiguous();
}
