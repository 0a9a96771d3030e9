using System.Buffers.Binary;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>A file that <see cref="SafeTensors"/> wrote, open, and seen to be whole to the last byte.</summary>
internal sealed class SafeTensorsFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly SafeTensorsHeader _header;
    private readonly long _start; // of the data

    private SafeTensorsFile(FileStream file, string path)
    {
        (_file, _path) = (file, path);
        _header = ReadHeader();
        _start = file.Position;
        if (Metadata.GetValueOrDefault(SafeTensors.Sha256) != SafeTensors.Digest(SHA256.HashData(file), Metadata))
            throw new InvalidDataException("its contents do not have the SHA-256 that they were written with");
    }

    /// <summary>Its words.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidInputException">It is none that <see cref="SafeTensors"/> wrote, or it is damaged.</exception>
    public static SafeTensorsFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidInputException($"{path}: a folder. Expected a checkpoint, which is a file; name one in it.");
        var file = File.OpenRead(path);
        try
        {
            return new SafeTensorsFile(file, path);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is InvalidDataException)
                throw new InvalidInputException($"{path}: not a whole safetensors file: {e.Message}. Expected a checkpoint as training wrote it; take an earlier one.", e);
            throw;
        }
    }

    /// <summary>Reads all its tensors into those of an encoder, none of which changes before all are seen to fit.</summary>
    /// <exception cref="InvalidInputException">They do not fit.</exception>
    public void CopyTo(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var missing = tensors.Where(named => !Fits(named.Name, named.Tensor)).Select(named => $"no {named.Name} of F32 and shape [{string.Join(", ", named.Tensor.shape)}]");
        var strange = _header.Tensors.Keys.Except(tensors.Select(named => named.Name)).Select(name => $"{name}, which the encoder does not have");
        if (missing.Concat(strange).ToList() is { Count: > 0 } faults)
            throw new InvalidInputException($"{_path}: tensors that are not this encoder's", faults, "Expected its weights and what its optimizer keeps, no more: was the file written with other options?");
        using var guard = no_grad();
        foreach (var (name, target) in tensors)
        {
            var bytes = new byte[target.numel() * sizeof(float)];
            _file.Position = _start + _header.Tensors[name].Begin;
            _file.ReadExactly(bytes);
            var values = new float[target.numel()];
            Buffer.BlockCopy(bytes, 0, values, 0, bytes.Length);
            using var copy = tensor(values, target.shape);
            target.copy_(copy);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool Fits(string name, Tensor tensor) =>
        _header.Tensors.TryGetValue(name, out var entry) && entry.Dtype == "F32" && entry.Shape.SequenceEqual(tensor.shape) && entry.End - entry.Begin == tensor.numel() * sizeof(float);

    private SafeTensorsHeader ReadHeader()
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        if (_file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
            throw new InvalidDataException(FormattableString.Invariant($"it has {_file.Length} bytes, too few for any"));
        var (count, rest) = (BinaryPrimitives.ReadInt64LittleEndian(length), _file.Length - _file.Position);
        if (count < 0 || count > Math.Min(rest, Array.MaxLength))
            throw new InvalidDataException(FormattableString.Invariant($"its header should have {count} bytes, but {rest} follow"));
        var json = new byte[count];
        _file.ReadExactly(json);
        return SafeTensorsHeader.Parse(json, rest - count);
    }
}
