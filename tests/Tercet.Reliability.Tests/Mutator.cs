namespace Tercet.Reliability.Tests;

/// <summary>Damages files the way transfers, disks and hand editing do; the same seed gives the same damage.</summary>
internal sealed class Mutator(uint seed)
{
    private static readonly byte[][] Tokens =
    [
        [0], [255], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80], "\""u8.ToArray(), "\n"u8.ToArray(), ","u8.ToArray(), "null"u8.ToArray(),
        "1e999"u8.ToArray(), "-1"u8.ToArray(), "99999999999999999999"u8.ToArray(), "../"u8.ToArray(), "{"u8.ToArray(),
        "\u202e"u8.ToArray(), [0xc3], "NaN"u8.ToArray(), "\0"u8.ToArray(),
    ];

    private uint _state = seed;

    /// <summary>A damaged copy: one to four changes.</summary>
    public byte[] Damage(byte[] file)
    {
        var bytes = file.ToList();
        for (var changes = 1 + Next(4); changes > 0 && bytes.Count > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = Next(bytes.Count);
        switch (Next(7))
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
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + Next(64))));
                break;
            case 5:
                bytes.InsertRange(at, Tokens[Next(Tokens.Length)]);
                break;
            default:
                var token = Tokens[Next(Tokens.Length)];
                for (var i = 0; i < token.Length && at + i < bytes.Count; i++)
                    bytes[at + i] = token[i];
                break;
        }
    }

    private int Next(int bound)
    {
        _state = _state * 1664525 + 1013904223; // Numerical Recipes' generator
        return (int)((ulong)_state * (ulong)bound >> 32);
    }
}
