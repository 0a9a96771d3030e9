using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tercet;

/// <summary>
/// The header of a NumPy file: magic, version, length, then a Python dictionary with descr, fortran_order and shape.
/// Source: numpy.lib.format, versions 1.0 to 3.0.
/// </summary>
internal sealed partial record NpyHeader(int Rows, int Dimensions, bool IsHalf, long DataOffset)
{
    /// <summary>
    /// The length of what <see cref="Format"/> returns. NumPy pads to a multiple of 64 bytes, newer versions after room for
    /// more digits of rows; for two dimensions of any extent both come to this.
    /// </summary>
    public const int FormattedBytes = 128;

    private const int MaxHeaderBytes = 1 << 16;

    public long DataBytes => (long)Rows * Dimensions * (IsHalf ? sizeof(ushort) : sizeof(float));

    /// <summary>Reads and checks the header at the start of a stream.</summary>
    public static NpyHeader Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[12];
        var read = stream.ReadAtLeast(prefix, 12, throwOnEndOfStream: false);
        if (read == 0)
            throw new InvalidInputException($"{path}: the file is empty. Expected a NumPy array with one row per item.");
        if (read < 6 || prefix[0] != 0x93 || !prefix[1..6].SequenceEqual("NUMPY"u8))
            throw new InvalidInputException(
                $"{path}: not a NumPy file (it does not start with \\x93NUMPY). Write it with numpy.save.");
        if (read < 12)
            throw TruncatedHeader(path);
        int major = prefix[6];
        if (major is < 1 or > 3)
            throw new InvalidInputException(
                $"{path}: NumPy format version {major} is not known. "
                + "Expected version 1 to 3: write it again with numpy.save.");
        var lengthBytes = major == 1 ? 2 : 4;
        long length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (length > MaxHeaderBytes)
            throw new InvalidInputException(
                $"{path}: a header of {length} bytes is not that of an array of numbers. Write it again with numpy.save.");
        var bytes = new byte[length];
        stream.Position = 8 + lengthBytes;
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw TruncatedHeader(path);
        return Parse(Encoding.UTF8.GetString(bytes), 8 + lengthBytes + length, path);
    }

    /// <summary>The header of float32 rows in C order as numpy.save writes it, in version 1.0.</summary>
    public static byte[] Format(int rows, int dimensions)
    {
        var text = FormattableString.Invariant($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dimensions}), }}");
        const int TextBytes = FormattedBytes - 10;
        return [0x93, .. "NUMPY"u8, 1, 0, TextBytes, 0, .. Encoding.ASCII.GetBytes(text.PadRight(TextBytes - 1)), (byte)'\n'];
    }

    private static InvalidInputException TruncatedHeader(string path) =>
        new($"{path}: the file ends within its header. It is truncated; write or copy it again.");

    private static NpyHeader Parse(string text, long dataOffset, string path)
    {
        var type = Descr().Match(text);
        var order = FortranOrder().Match(text);
        var shape = Shape().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
            throw new InvalidInputException(Structured().IsMatch(text)
                ? $"{path}: a structured array, of named fields: {text.Trim()}. Expected float32 or float16, two dimensions: "
                    + "from numpy.lib.recfunctions import structured_to_unstructured; "
                    + "numpy.save(path, structured_to_unstructured(array).astype(\"<f4\"))."
                : $"{path}: the header is not that of an array: {text.Trim()}. Write it again with numpy.save.");
        var descr = type.Groups["type"].Value;
        if (descr.Contains('O', StringComparison.Ordinal))
            throw new InvalidInputException(
                $"{path}: a pickled array of Python objects (dtype {descr}) cannot be read safely. Save numbers: "
                + "numpy.save(path, numpy.stack(list(numpy.load(path, allow_pickle=True))).astype(\"<f4\")).");
        var extents = shape.Groups["shape"].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(extent => extent.TrimEnd('L')).ToArray(); // Python 2 writes a long as 12L
        var bytes = BytesOf(descr);
        if (bytes is null)
            throw new InvalidInputException($"{path}: elements of type {descr} ({Describe(descr)}). {ConversionOf(descr)}");
        if (extents.Length == 0)
            throw new InvalidInputException(
                $"{path}: a single number, of shape (). Expected two dimensions, (items, components): write the embeddings of all items.");
        if (extents.Length != 2 && !extents.Contains("0"))
            throw new InvalidInputException(
                $"{path}: an array of shape ({shape.Groups["shape"].Value}). "
                + "Expected two dimensions, (items, components): numpy.save(path, array.reshape(len(array), -1)).");
        if (order.Groups[1].Value == "True")
            throw new InvalidInputException(
                $"{path}: stored in Fortran order (column after column). "
                + "Expected C order: numpy.save(path, numpy.ascontiguousarray(array)).");
        if (extents.Length != 2
            || !long.TryParse(extents[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || !long.TryParse(extents[1], NumberStyles.None, CultureInfo.InvariantCulture, out var dimensions)
            || rows is 0 or > int.MaxValue || dimensions is 0 or > EmbeddingMatrix.MaxDimensions)
            throw new InvalidInputException(
                $"{path}: an array of shape ({shape.Groups["shape"].Value}). "
                + FormattableString.Invariant(
                    $"Expected 1 to {int.MaxValue} rows of 1 to {EmbeddingMatrix.MaxDimensions} components."));
        return new NpyHeader((int)rows, (int)dimensions, bytes == sizeof(ushort), dataOffset);
    }

    /// <summary>The bytes of an element that is read, by each name that NumPy has for its type; null for any other.</summary>
    private static int? BytesOf(string descr) => descr switch
    {
        "<f4" or "=f4" or "f4" or "|f4" or "<f" or "=f" or "f" or "float32" or "single" => sizeof(float),
        "<f2" or "=f2" or "f2" or "|f2" or "<e" or "=e" or "e" or "float16" or "half" => sizeof(ushort),
        _ => null,
    };

    private static string Describe(string descr) => descr switch
    {
        "<V2" or "|V2" or "V2" => "two bytes without a meaning, as bfloat16 is saved",
        _ when descr.TrimStart('<', '>', '=', '|') is "f8" or "d" or "float64" or "double" => "float64",
        ">f4" or ">f2" => "big-endian",
        _ when descr.Length > 1 && descr[1] is 'i' or 'u' => "integers",
        _ when descr.Length > 1 && descr[1] is 'U' or 'S' => "text",
        _ => "not a float of 2 or 4 bytes",
    };

    private static string ConversionOf(string descr) => descr.EndsWith("V2", StringComparison.Ordinal)
        ? "Expected float32 or float16: numpy.save(path, (array.view(\"<u2\").astype(\"<u4\") << 16).view(\"<f4\"))."
        : "Expected float32 or float16, little-endian: numpy.save(path, array.astype(\"<f4\")).";

    [GeneratedRegex("""['"]descr['"]\s*:\s*u?(?<quote>['"])(?<type>[^'"]*)\k<quote>""")]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]descr['"]\s*:\s*\[""")]
    private static partial Regex Structured();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex FortranOrder();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\((?<shape>[^)]*)\)""")]
    private static partial Regex Shape();
}
