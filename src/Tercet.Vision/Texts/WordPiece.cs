using System.Security.Cryptography;
using System.Text;

namespace Tercet.Vision.Texts;

/// <summary>
/// A vocabulary of whole words and of pieces that continue a word. A word becomes the longest piece that it starts with, then the
/// longest that goes on from there, and so on; a word that is not made of pieces is unknown as a whole.
/// </summary>
internal sealed class WordPiece
{
    private readonly Dictionary<string, int> _tokens;
    private readonly Dictionary<string, int> _continuations = new(StringComparer.Ordinal);
    private readonly int _unknown;
    private readonly int _longestPiece;
    private readonly int _longestWord;

    /// <param name="tokens">The tokens and their numbers, all of them 0 or more.</param>
    /// <param name="unknown">The token of unknown words.</param>
    /// <param name="prefix">What the pieces that continue a word begin with.</param>
    /// <param name="longestWord">Characters of a word; longer ones are unknown.</param>
    public WordPiece(Dictionary<string, int> tokens, string unknown, string prefix, int longestWord)
    {
        (_tokens, _unknown, _longestWord) = (tokens, tokens[unknown], longestWord);
        foreach (var (token, id) in tokens)
        {
            _longestPiece = Math.Max(_longestPiece, token.Length);
            if (token.StartsWith(prefix, StringComparison.Ordinal))
                _continuations[token[prefix.Length..]] = id;
        }
        Ids = [.. tokens.Values.Order()];
        var list = tokens.OrderBy(token => token.Value).Select(token => $"{token.Value} {token.Key}\n")
            .Append($"unknown {unknown}, prefix {prefix}, at most {longestWord}\n");
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(list))));
    }

    /// <summary>A digest of the vocabulary, the same in any file format, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>The numbers of all tokens, in order.</summary>
    public int[] Ids { get; }

    /// <summary>Appends the pieces of a word.</summary>
    public void Append(StringBuilder word, List<int> ids)
    {
        var text = word.ToString().AsSpan();
        var first = ids.Count;
        var isTooLong = text.Length > _longestWord && CountCharacters(text) > _longestWord;
        for (var start = 0; start < text.Length && !isTooLong;)
        {
            var pieces = (start == 0 ? _tokens : _continuations).GetAlternateLookup<ReadOnlySpan<char>>();
            var length = Math.Min(text.Length - start, _longestPiece);
            var id = 0;
            while (length > 0 && !pieces.TryGetValue(text.Slice(start, length), out id))
                length--;
            if (length == 0)
            {
                ids.RemoveRange(first, ids.Count - first);
                break;
            }
            ids.Add(id);
            start += length;
        }
        if (ids.Count == first)
            ids.Add(_unknown);
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
