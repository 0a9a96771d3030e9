using System.Security.Cryptography;
using System.Text;

namespace Tercet.Vision.Onnx;

/// <summary>
/// The files of a model: the model itself, and those that it keeps weights in. The latter are found by walking through the
/// protobuf message (onnx.proto: a tensor of data_location EXTERNAL names its file under the key "location").
/// </summary>
internal sealed class OnnxModelFile
{
    private const int MaxDepth = 100;
    private const int VarintBits = 7;
    private const int Varint = 0, Fixed64 = 1, Message = 2, Fixed32 = 5;

    // Which message a field of a message holds: the ways that lead to tensors.
    private static readonly Dictionary<(Kind, long), Kind> Ways = new()
    {
        [(Kind.Model, 7)] = Kind.Graph,
        [(Kind.Model, 25)] = Kind.Function,
        [(Kind.Function, 7)] = Kind.Node,
        [(Kind.Graph, 1)] = Kind.Node,
        [(Kind.Graph, 5)] = Kind.Tensor,
        [(Kind.Graph, 15)] = Kind.SparseTensor,
        [(Kind.SparseTensor, 1)] = Kind.Tensor,
        [(Kind.SparseTensor, 2)] = Kind.Tensor,
        [(Kind.Node, 5)] = Kind.Attribute,
        [(Kind.Attribute, 5)] = Kind.Tensor,
        [(Kind.Attribute, 6)] = Kind.Graph,
        [(Kind.Attribute, 10)] = Kind.Tensor,
        [(Kind.Attribute, 11)] = Kind.Graph,
        [(Kind.Attribute, 22)] = Kind.SparseTensor,
        [(Kind.Attribute, 23)] = Kind.SparseTensor,
        [(Kind.Tensor, 13)] = Kind.ExternalData,
    };

    private readonly Stream _file;
    private readonly SortedSet<string> _locations = new(StringComparer.Ordinal);

    private OnnxModelFile(Stream file) => _file = file;

    private enum Kind
    {
        Model,
        Graph,
        Function,
        Node,
        Attribute,
        Tensor,
        SparseTensor,
        ExternalData,
    }

    /// <summary>Finds the files of a model, and their digests.</summary>
    /// <param name="path">The model.</param>
    /// <returns>The model's SHA-256, and that of each file of external data by the name that the model gives it.</returns>
    /// <exception cref="InvalidInputException">There is no such file, it is no ONNX model, or a file of its data is missing.</exception>
    public static (string Sha256, IReadOnlyDictionary<string, string> External) Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException($"{path}: no such {(Directory.Exists(path) ? "file, but a folder" : "file")}. Expected an ONNX model, or one of the built-in encoders: hog, pixels.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        var model = new OnnxModelFile(file);
        if (file.Length == 0 || !model.Walk(Kind.Model, file.Length, 0))
            throw NotOnnx(path, file.Length == 0 ? "it is empty" : "its structure is broken");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var outside = model._locations.Where(location => Path.IsPathRooted(location) || location.Split('/', '\\').Contains("..")).ToList();
        if (outside.Count > 0)
            throw new InvalidInputException(
                $"{path}: the model names files of weights outside of its folder", outside,
                "They are not read, as ONNX asks. Expected names relative to the model; export it again, or with its weights inside.");
        var missing = model._locations.Where(location => !File.Exists(Path.Combine(folder, location))).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                $"{path}: {missing.Count} of the files that the model keeps its weights in are missing", missing,
                $"Expected them beside the model, in {folder}. Copy them there, or export the model with its weights inside.");
        file.Position = 0;
        return (
            Convert.ToHexStringLower(SHA256.HashData(file)),
            model._locations.ToDictionary(location => location, location => DigestOf(Path.Combine(folder, location)), StringComparer.Ordinal));
    }

    /// <summary>The fault of a file that is not a model, or not a whole one.</summary>
    public static InvalidInputException NotOnnx(string path, string reason, Exception? inner = null) => new(
        $"{path}: not a whole ONNX model ({reason}). Expected one as torch.onnx.export or tf2onnx writes it; export or copy it again.", inner!);

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>Goes through a message up to its end; false where it is not one.</summary>
    private bool Walk(Kind kind, long end, int depth)
    {
        if (depth > MaxDepth)
            return false;
        string? key = null, value = null;
        while (_file.Position < end)
        {
            if (!TryReadVarint(out var tag))
                return false;
            switch ((int)(tag & 7))
            {
                case Varint when TryReadVarint(out _):
                    continue;
                case Fixed64:
                    _file.Position += sizeof(ulong);
                    continue;
                case Fixed32:
                    _file.Position += sizeof(uint);
                    continue;
                case Message when TryReadVarint(out var length) && _file.Position <= end && length <= (ulong)(end - _file.Position):
                    var (field, last) = ((long)(tag >> 3), _file.Position + (long)length);
                    if (kind == Kind.ExternalData && field is 1 or 2 && length < 1 << 16)
                        (key, value) = field == 1 ? (ReadText((int)length), value) : (key, ReadText((int)length));
                    else if (Ways.TryGetValue((kind, field), out var inner) && !Walk(inner, last, depth + 1))
                        return false;
                    _file.Position = last;
                    continue;
            }
            return false;
        }
        if (key == "location" && value is not null)
            _locations.Add(value);
        return _file.Position == end;
    }

    private bool TryReadVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < sizeof(ulong) * 8; shift += VarintBits)
        {
            var next = _file.ReadByte();
            if (next < 0)
                return false;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }
        return false;
    }

    private string ReadText(int length)
    {
        var bytes = new byte[length];
        _file.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
