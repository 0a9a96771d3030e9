using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Tercet.Torch;

/// <summary>An open file of tensors.</summary>
internal sealed class SafeTensorsFile : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;
    private readonly SafeTensorsHeader _header;
    private readonly long _start; // of the data

    private SafeTensorsFile(FileStream file, string path, bool verify)
    {
        (_file, _path) = (file, path);
        _header = ReadHeader();
        _start = file.Position;
        if (verify && Metadata.GetValueOrDefault(SafeTensors.Sha256) != SafeTensors.Digest(SHA256.HashData(file), Metadata))
            throw new InvalidDataException("its content does not match its SHA-256");
    }

    /// <summary>The metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>The names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => _header.Tensors.Keys;

    /// <summary>Opens a checkpoint, and verifies its digest.</summary>
    /// <exception cref="InvalidInputException">The file is damaged, or <see cref="SafeTensors"/> did not write it.</exception>
    public static SafeTensorsFile OpenCheckpoint(string path) =>
        Open(path, verify: true, "a checkpoint file", "Expected a checkpoint as training wrote it; take an earlier one.");

    /// <summary>Opens weights from anywhere.</summary>
    /// <exception cref="InvalidInputException">The file is damaged.</exception>
    public static SafeTensorsFile OpenWeights(string path) =>
        Open(path, verify: false, "a file of weights", "Expected float32 tensors as safetensors.torch.save_file writes them.");

    private static SafeTensorsFile Open(string path, bool verify, string what, string expected)
    {
        if (Directory.Exists(path))
            throw new InvalidInputException($"{path}: a folder. Expected {what}; name one in it.");
        var file = File.OpenRead(path);
        try
        {
            return new SafeTensorsFile(file, path, verify);
        }
        catch (Exception e)
        {
            file.Dispose();
            if (e is InvalidDataException)
            {
                throw new InvalidInputException(
                    $"{path}: incomplete or corrupt safetensors file: {e.Message}. {expected}", e);
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
            using var copy = Read(name);
            target.copy_(copy);
        }
    }

    /// <summary>The sizes of a float32 tensor; null where there is none of that name.</summary>
    /// <param name="name">The name.</param>
    public long[]? ShapeOf(string name) => _header.Tensors.TryGetValue(name, out var entry) && entry.Dtype == "F32"
        && entry.End - entry.Begin == entry.Shape.Aggregate(1L, (product, size) => product * size) * sizeof(float) ? entry.Shape : null;

    /// <summary>Reads a float32 tensor.</summary>
    /// <param name="name">The name, for which <see cref="ShapeOf"/> gives sizes.</param>
    public Tensor Read(string name)
    {
        var entry = _header.Tensors[name];
        var values = new float[(entry.End - entry.Begin) / sizeof(float)];
        _file.Position = _start + entry.Begin;
        _file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return tensor(values, entry.Shape);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool Fits(string name, Tensor tensor) =>
        ShapeOf(name) is { } shape && shape.SequenceEqual(tensor.shape);

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
