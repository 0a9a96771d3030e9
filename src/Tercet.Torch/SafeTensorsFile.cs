using System.Buffers.Binary;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>An open file that <see cref="SafeTensors"/> wrote, its digest verified.</summary>
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
            throw new InvalidDataException("its content does not match its SHA-256");
    }

    /// <summary>The metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <exception cref="InvalidInputException">The file is damaged, or <see cref="SafeTensors"/> did not write it.</exception>
    public static SafeTensorsFile Open(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidInputException($"{path}: a folder. Expected a checkpoint file; name one in it.");
        var file = File.OpenRead(path);
        try
        {
            return new SafeTensorsFile(file, path);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is InvalidDataException)
            {
                throw new InvalidInputException(
                    $"{path}: incomplete or corrupt safetensors file: {e.Message}. "
                    + "Expected a checkpoint as training wrote it; take an earlier one.", e);
            }
            throw;
        }
    }

    /// <summary>Copies all tensors to those of an encoder; none is changed unless all fit.</summary>
    /// <exception cref="InvalidInputException">They do not fit.</exception>
    public void CopyTo(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        var missing = tensors.Where(named => !Fits(named.Name, named.Tensor))
            .Select(named => $"no {named.Name} of F32 and shape [{string.Join(", ", named.Tensor.shape)}]");
        var unknown = _header.Tensors.Keys.Except(tensors.Select(named => named.Name))
            .Select(name => $"{name}, which the encoder does not have");
        if (missing.Concat(unknown).ToList() is { Count: > 0 } faults)
        {
            throw new InvalidInputException(
                $"{_path}: the tensors are not those of this encoder", faults,
                "Expected exactly its weights and the optimizer's state. Give the options that the file was written with.");
        }
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
        _header.Tensors.TryGetValue(name, out var entry) && entry.Dtype == "F32" && entry.Shape.SequenceEqual(tensor.shape)
        && entry.End - entry.Begin == tensor.numel() * sizeof(float);

    private SafeTensorsHeader ReadHeader()
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        if (_file.ReadAtLeast(length, length.Length, throwOnEndOfStream: false) < length.Length)
            throw new InvalidDataException(FormattableString.Invariant($"it has {_file.Length} bytes; expected 8 or more"));
        var (count, rest) = (BinaryPrimitives.ReadInt64LittleEndian(length), _file.Length - _file.Position);
        if (count < 0 || count > Math.Min(rest, Array.MaxLength))
            throw new InvalidDataException(FormattableString.Invariant($"its header has {count} bytes, but {rest} follow"));
        var json = new byte[count];
        _file.ReadExactly(json);
        return SafeTensorsHeader.Parse(json, rest - count);
    }
}
