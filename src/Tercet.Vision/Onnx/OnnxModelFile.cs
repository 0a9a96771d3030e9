using System.Security.Cryptography;

namespace Tercet.Vision.Onnx;

/// <summary>The files of a model: the model itself, and those in which it keeps weights.</summary>
internal static class OnnxModelFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Finds the files of a model, and their digests.</summary>
    /// <param name="path">The model.</param>
    /// <returns>The model's SHA-256, and that of each file of external weights by the name that the model gives it.</returns>
    /// <exception cref="InvalidInputException">
    /// The file does not exist, is not an ONNX model, or a file of its weights is missing.
    /// </exception>
    public static (string Sha256, IReadOnlyDictionary<string, string> External) Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException(
                $"{path}: {(Directory.Exists(path) ? "a folder, not a file" : "no such file")}. Expected an ONNX model, or one "
                + "of the built-in encoders: hog, pixels.");
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        if (file.Length == 0)
            throw NotOnnx(path, "it is empty");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var locations = LocateWeights(path, file, folder);
        file.Position = 0;
        return (
            Convert.ToHexStringLower(SHA256.HashData(file)),
            locations.ToDictionary(
                location => location, location => DigestOf(Path.Combine(folder, location)), StringComparer.Ordinal));
    }

    /// <summary>Reads the graph of a model that <see cref="Read"/> has checked.</summary>
    /// <exception cref="InvalidInputException">The file is not an ONNX model.</exception>
    public static OnnxGraph ReadGraph(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        return Parse(path, file, OnnxGraph.Read);
    }

    /// <summary>The fault of a file that is not a complete ONNX model.</summary>
    public static InvalidInputException NotOnnx(string path, string reason, Exception? inner = null) => new(
        $"{path}: incomplete or corrupt ONNX model ({reason}). Expected a model as written by torch.onnx.export or tf2onnx; "
        + "export or copy it again.",
        inner!);

    private static IReadOnlyCollection<string> LocateWeights(string path, FileStream file, string folder)
    {
        var locations = Parse(path, file, ExternalWeights.Locate);
        var outside = locations
            .Where(location => Path.IsPathRooted(location) || location.Split('/', '\\').Contains("..")).ToList();
        if (outside.Count > 0)
            throw new InvalidInputException(
                $"{path}: the model refers to weight files outside its folder", outside,
                "They are not read, as the ONNX specification requires. Expected names relative to the model; export it again, "
                + "or with its weights inside.");
        var missing = locations.Where(location => !File.Exists(Path.Combine(folder, location))).ToList();
        if (missing.Count > 0)
            throw new InvalidInputException(
                FormattableString.Invariant(
                    $"{path}: {missing.Count} of {locations.Count} weight files of the model are missing"),
                missing,
                $"Expected them beside the model, in {folder}. Copy them there, or export the model with its weights inside.");
        return locations;
    }

    private static T Parse<T>(string path, FileStream file, Func<Stream, T> read)
    {
        try
        {
            return read(file);
        }
        catch (InvalidDataException e)
        {
            throw NotOnnx(path, "its structure is broken", e);
        }
    }

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
