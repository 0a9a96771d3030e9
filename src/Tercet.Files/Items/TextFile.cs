using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Tercet.Files;

/// <summary>A text file read into memory, its encoding detected from its bytes.</summary>
internal sealed record TextFile(string Path, string Text, string EncodingName, string Sha256)
{
    /// <summary>The runtime's longest string, if each byte is a character.</summary>
    private const int MaxBytes = 0x3FFF_FFDF;

    /// <summary>
    /// Reads UTF-8, or UTF-16 and UTF-32 where a byte order mark says so; bytes that are not valid UTF-8 are taken for
    /// Windows-1252, as spreadsheets of Western systems write it.
    /// </summary>
    public static TextFile Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidInputException(Directory.Exists(path)
                ? $"{path}: a folder, where a CSV file was expected."
                : $"{path}: no such file. Expected a CSV file with a header line.");
        if (RegularFile.IsEmpty(path))
            throw new InvalidInputException(
                $"{path}: {RegularFile.Empty}. Expected a header line such as file,class and one row per item.");
        if (new FileInfo(path).Length is > MaxBytes and var length)
            throw new InvalidInputException(
                FormattableString.Invariant($"{path}: {length:N0} bytes. Expected a table of at most {MaxBytes:N0}: it is held in memory ")
                + "as one text. Remove columns that are not read; names of files are needed only where images are.");
        var bytes = File.ReadAllBytes(path);
        var encoding = Detect(bytes);
        if (encoding.IsSingleByte || encoding is UTF8Encoding)
            RequireText(path, bytes);
        var text = encoding.GetString(bytes);
        return new TextFile(path, text.TrimStart('\uFEFF'), encoding.WebName, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static void RequireText(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Contains((byte)0))
            throw new InvalidInputException(
                $"{path}: not a text file. Expected a CSV file with a header line and one row per item.");
    }

    private static Encoding Detect(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ when Utf8.IsValid(bytes) => Encoding.UTF8,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    };
}
