using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Tercet.Vision.Texts;

/// <summary>
/// Characters without their accents: canonical decompositions (Unicode's form D) less nonspacing marks. string.Normalize depends
/// on the system, and changes nothing where globalization is invariant.
/// </summary>
internal static class Decompositions
{
    /// <summary>The algorithm of the Unicode Standard, section 3.12.</summary>
    private const int FirstSyllable = 0xAC00, Syllables = 11172, FirstLeading = 0x1100, FirstVowel = 0x1161,
        FirstTrailing = 0x11A7, VowelCount = 21, TrailingCount = 28;

    /// <summary>All but Hangul, from Decompositions.txt, which make_texts.py writes.</summary>
    private static readonly FrozenDictionary<int, Rune[]> Others = Read();

    /// <summary>Appends what remains of a character; nothing of a nonspacing mark.</summary>
    public static void AppendUnaccented(Rune character, List<Rune> target)
    {
        var syllable = character.Value - FirstSyllable;
        if (syllable is >= 0 and < Syllables)
        {
            target.Add(new Rune(FirstLeading + syllable / (VowelCount * TrailingCount)));
            target.Add(new Rune(FirstVowel + syllable / TrailingCount % VowelCount));
            if (syllable % TrailingCount > 0)
                target.Add(new Rune(FirstTrailing + syllable % TrailingCount));
        }
        else if (Others.TryGetValue(character.Value, out var parts))
        {
            target.AddRange(parts);
        }
        else if (Rune.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
        {
            target.Add(character);
        }
    }

    private static FrozenDictionary<int, Rune[]> Read()
    {
        using var stream = typeof(Decompositions).Assembly.GetManifestResourceStream("Texts/Decompositions.txt")!;
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var decompositions = new Dictionary<int, Rune[]>();
        while (reader.ReadLine() is { } line)
        {
            int[] numbers =
                [.. line.Split(' ').Select(part => int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            decompositions.Add(numbers[0], [.. numbers.Skip(1).Select(number => new Rune(number))]);
        }
        return decompositions.ToFrozenDictionary();
    }
}
