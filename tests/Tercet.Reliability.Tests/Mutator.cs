using System.Text;

namespace Tercet.Reliability.Tests;

/// <summary>
/// Damages files and command lines the way transfers, disks and hand editing do; the same number gives the same damage.
/// </summary>
internal sealed class Mutator(ulong number)
{
    private const int MaxRepeated = 64;

    private static readonly byte[][] Tokens =
    [
        [0], [255], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], "\""u8.ToArray(), "\n"u8.ToArray(), ","u8.ToArray(),
        "null"u8.ToArray(), "1e999"u8.ToArray(), "-1"u8.ToArray(), "99999999999999999999"u8.ToArray(), "../"u8.ToArray(),
        "{"u8.ToArray(), "\u202e"u8.ToArray(), [0xc3], "NaN"u8.ToArray(), "\0"u8.ToArray(), ";"u8.ToArray(), "\t"u8.ToArray(),
        "sep=;\n"u8.ToArray(), [0xef, 0xbb, 0xbf], [0xff, 0xfe], "\r"u8.ToArray(), "[[[[[[[["u8.ToArray(),
        "2147483647"u8.ToArray(), "0"u8.ToArray(),
    ];

    private static readonly string[] Arguments =
    [
        "", " ", "-", "--", "=", ":", "@", "@none.rsp", "[suggest]", "[diagram]", "help", "--help", "-h", "-?", "--version", "0",
        "-1", "1", "0.5", "1e308", "NaN", "2147483647", "2147483648", "18446744073709551615", "1..2",
        "2..1", "..", "none", "\u202e",
        "true", "false", "'", "\"", "%s", "a,b", "../x", "--out=", "--data:none", "-onone",
    ];

    private ulong _state = number;

    /// <summary>A damaged copy of one of several files: one to four changes.</summary>
    public byte[] Damage(byte[][] files)
    {
        List<byte> bytes = [.. files[Next(files.Length)]];
        for (var changes = 1 + Next(4); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes, files[Next(files.Length)]);
        return [.. bytes];
    }

    /// <summary>A damaged copy of one of several command lines: one to four changes.</summary>
    /// <param name="lines">The command lines.</param>
    /// <param name="names">Names of options.</param>
    public string[] Damage(string[][] lines, string[] names)
    {
        List<string> arguments = [.. lines[Next(lines.Length)]];
        for (var changes = 1 + Next(4); changes > 0; changes--)
            Change(arguments, names);
        return [.. arguments.Select(argument => argument.Replace("\0", "", StringComparison.Ordinal))]; // no system passes on 0
    }

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = Next(bytes.Count);
        switch (Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << Next(8));
                break;
            case 1:
                bytes[at] = (byte)Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + Next(16)));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + Next(MaxRepeated))));
                break;
            case 5:
                bytes.InsertRange(at, Tokens[Next(Tokens.Length)]);
                break;
            case 6:
                Overwrite(bytes, at, Tokens[Next(Tokens.Length)]);
                break;
            default:
                var start = Next(other.Length);
                Overwrite(bytes, at, other.AsSpan(start, Math.Min(other.Length - start, 1 + Next(MaxRepeated))));
                break;
        }
    }

    private void Change(List<string> arguments, string[] names)
    {
        var at = Next(arguments.Count + 1);
        switch (Next(6))
        {
            case 0 when at < arguments.Count:
                arguments.RemoveAt(at);
                break;
            case 1 when at < arguments.Count:
                arguments[at] = Arguments[Next(Arguments.Length)];
                break;
            case 2 when at < arguments.Count && arguments[at].Length > 0:
                var bytes = Encoding.UTF8.GetBytes(arguments[at]);
                arguments[at] = Encoding.UTF8.GetString(Damage([bytes]));
                break;
            case 3 when at < arguments.Count:
                arguments.Insert(at, arguments[Next(arguments.Count)]);
                break;
            case 4:
                arguments.Insert(at, Arguments[Next(Arguments.Length)]);
                break;
            default:
                arguments.Insert(at, names[Next(names.Length)]);
                arguments.Insert(at + 1, Arguments[Next(Arguments.Length)]);
                break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, ReadOnlySpan<byte> values)
    {
        for (var i = 0; i < values.Length && at + i < bytes.Count; i++)
            bytes[at + i] = values[i];
    }

    private int Next(int bound)
    {
        _state += 0x9E3779B97F4A7C15; // SplitMix64, whose streams differ from the first value on
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed >> 32) * (ulong)bound >> 32);
    }
}
