using System.Globalization;
using System.Text;

namespace Tercet.Vision.Texts;

/// <summary>
/// Splits texts into words as BERT does: at blanks, at punctuation and around Chinese characters, in lower case and without
/// accents where the model was trained so. It is the <c>BertNormalizer</c> and <c>BertPreTokenizer</c> of tokenizer.json.
/// </summary>
internal sealed record BertNormalizer
{
    /// <summary>Whether control characters are dropped.</summary>
    public bool CleanText { get; init; } = true;

    /// <summary>Whether each Chinese character is a word.</summary>
    public bool SplitChinese { get; init; } = true;

    /// <summary>Whether letters become lower case.</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether accents are dropped.</summary>
    public bool StripAccents { get; init; } = true;

    /// <summary>The settings in one line, for a fingerprint.</summary>
    public string Description => string.Join(
        ", ",
        new[]
        {
            (CleanText, "clean"), (SplitChinese, "split Chinese"), (StripAccents, "strip accents"), (LowerCase, "lower case"),
        }.Where(setting => setting.Item1).Select(setting => setting.Item2));

    /// <summary>Passes on the words of a text, in order.</summary>
    /// <param name="text">The text; unpaired surrogates are dropped with control characters.</param>
    /// <param name="take">Receives a word, valid during the call; returns false to stop.</param>
    public void Split(ReadOnlySpan<char> text, Func<StringBuilder, bool> take)
    {
        var word = new StringBuilder();
        List<Rune> parts = [];
        foreach (var character in text.EnumerateRunes())
        {
            if (CleanText && IsControl(character))
                continue;
            var isChinese = SplitChinese && IsChinese(character.Value);
            if (isChinese && !Flush())
                return;
            parts.Clear();
            if (StripAccents)
                Decompositions.AppendUnaccented(character, parts);
            else
                parts.Add(character);
            foreach (var part in parts)
            {
                if (!Append(part))
                    return;
            }
            if (isChinese && !Flush())
                return;
        }
        Flush();

        bool Append(Rune part)
        {
            if (Rune.IsWhiteSpace(part))
                return Flush();
            if (!IsPunctuation(part))
            {
                AppendCased(word, part);
                return true;
            }
            if (!Flush())
                return false;
            AppendCased(word, part);
            return Flush();
        }

        bool Flush()
        {
            if (word.Length == 0)
                return true;
            var goOn = take(word);
            word.Clear();
            return goOn;
        }
    }

    /// <summary>Letters in lower case, by the simple mapping but for the one letter whose lower case is two characters.</summary>
    private void AppendCased(StringBuilder word, Rune part)
    {
        if (LowerCase && part.Value == 'İ')
            word.Append("i\u0307");
        else
            word.Append(LowerCase ? Rune.ToLowerInvariant(part) : part);
    }

    private static bool IsControl(Rune character) => character.Value is not ('\t' or '\n' or '\r')
        && (character.Value == Rune.ReplacementChar.Value || Rune.GetUnicodeCategory(character)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);

    /// <summary>Punctuation, and all symbols of ASCII.</summary>
    private static bool IsPunctuation(Rune character) =>
        character.IsAscii ? char.IsAsciiLetterOrDigit((char)character.Value) is false && character.Value is > ' ' and < 0x7F
        : Rune.IsPunctuation(character);

    /// <summary>The blocks of the reference implementation of BERT.</summary>
    private static bool IsChinese(int character) => character
        is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F)
        or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B820 and <= 0x2CEAF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x2F800 and <= 0x2FA1F);
}
