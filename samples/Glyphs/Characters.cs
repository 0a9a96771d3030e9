using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Glyphs;

/// <summary>Lists of characters, as ascending code points.</summary>
internal static class Characters
{
    // Unicode 17: extension A; the basic block; extensions B to F and I; extensions G, H and J.
    private static readonly (int First, int Last)[] IdeographBlocks =
        [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x2EE5F), (0x30000, 0x3347F)];

    private static readonly (int First, int Last)[] KanaAndHangulBlocks = [(0x3041, 0x3096), (0x30A1, 0x30FA), (0xAC00, 0xD7A3)];

    public static IReadOnlyList<int> Of(CharacterSet set) => set switch
    {
        CharacterSet.Common => CommonIdeographs(),
        CharacterSet.Ideographs => Expand(IdeographBlocks),
        _ => Expand([.. IdeographBlocks, .. KanaAndHangulBlocks]),
    };

    /// <summary>The characters of a UTF-8 text, each once; white space and control characters are left out.</summary>
    public static IReadOnlyList<int> ReadFile(string path)
    {
        if (!File.Exists(path))
            throw new GlyphsException($"{path}: no such file. --characters expects a UTF-8 text file of the characters to draw.");
        return [.. File.ReadAllText(path).EnumerateRunes()
            .Where(rune => !Rune.IsWhiteSpace(rune) && !Rune.IsControl(rune))
            .Select(rune => rune.Value).Distinct().Order()];
    }

    /// <summary>
    /// <paramref name="count"/> of the characters: those with the smallest SHA-256 of (seed, code point). So the choice depends
    /// on no library's random numbers, and a larger sample holds the smaller ones.
    /// </summary>
    public static IReadOnlyList<int> Sample(IReadOnlyList<int> characters, int count, int seed)
    {
        if (count > characters.Count)
            throw new GlyphsException(
                $"--count {count}: the typefaces share only {characters.Count} of the characters asked for. "
                + "Ask for fewer, or draw from --set all.");
        return [.. characters.OrderBy(character => Ticket(seed, character)).Take(count).Order()];
    }

    private static int[] Expand(IEnumerable<(int First, int Last)> blocks) =>
        [.. blocks.SelectMany(block => Enumerable.Range(block.First, block.Last - block.First + 1)).Order()];

    /// <summary>Rows 16 to 55 of GB 2312, 94 cells each; the last row ends after 89.</summary>
    private static int[] CommonIdeographs()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding("gb2312");
        return [.. from row in Enumerable.Range(16, 40)
                   from cell in Enumerable.Range(1, row == 55 ? 89 : 94)
                   let text = encoding.GetString([(byte)(0xA0 + row), (byte)(0xA0 + cell)])
                   orderby text[0]
                   select (int)text[0]];
    }

    private static UInt128 Ticket(int seed, int character)
    {
        Span<byte> key = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(key, seed);
        BinaryPrimitives.WriteInt32BigEndian(key[4..], character);
        return BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(key));
    }
}
