using System.Buffers;

namespace Tercet.Vision.Texts;

/// <summary>Turns texts into the numbers of their tokens, between those that mark the ends of a text.</summary>
internal sealed class BertTokenizer
{
    private readonly BertNormalizer _normalizer;
    private readonly WordPiece _pieces;
    private readonly int[] _start;
    private readonly int[] _end;
    private readonly (string Text, int Id)[] _special;
    private readonly SearchValues<char> _specialStarts;

    /// <param name="normalizer">How a text is split into words.</param>
    /// <param name="pieces">How a word is split into tokens.</param>
    /// <param name="start">What comes before a text.</param>
    /// <param name="end">What comes after it.</param>
    /// <param name="special">Tokens that are recognised in the text itself, as it was written.</param>
    public BertTokenizer(
        BertNormalizer normalizer, WordPiece pieces, int[] start, int[] end, IEnumerable<(string Text, int Id)> special)
    {
        (_normalizer, _pieces, _start, _end) = (normalizer, pieces, start, end);
        _special = [.. special.Where(token => token.Text.Length > 0).OrderByDescending(token => token.Text.Length)];
        _specialStarts = SearchValues.Create([.. _special.Select(token => token.Text[0]).Distinct()]);
    }

    /// <summary>How texts are split, for people.</summary>
    public string Description => _normalizer.Description;

    /// <summary>The digest of the vocabulary.</summary>
    public string VocabularySha256 => _pieces.Sha256;

    /// <summary>The tokens around and within texts, for a fingerprint.</summary>
    public string Special => $"{string.Join(' ', _start)} text {string.Join(' ', _end)}; "
        + string.Join(' ', _special.Select(token => token.Id).Order());

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The most tokens, those at its ends included; the others are left out.</param>
    /// <param name="isTruncated">Whether there were more.</param>
    public int[] Encode(string text, int most, out bool isTruncated)
    {
        var room = most - _start.Length - _end.Length;
        List<int> ids = [];
        for (var at = 0; at < text.Length && ids.Count <= room;)
        {
            var (next, special) = FindSpecial(text, at);
            _normalizer.Split(text.AsSpan(at, next - at), word =>
            {
                _pieces.Append(word, ids);
                return ids.Count <= room;
            });
            at = next;
            if (special >= 0)
            {
                ids.Add(_special[special].Id);
                at += _special[special].Text.Length;
            }
        }
        isTruncated = ids.Count > room;
        return [.. _start, .. ids.Take(room), .. _end];
    }

    /// <summary>A text of tokens of all parts of the vocabulary, the last one included.</summary>
    /// <param name="length">Its tokens, those at its ends included.</param>
    public int[] Sample(int length)
    {
        var room = length - _start.Length - _end.Length;
        var ids = _pieces.Ids;
        return [.. _start, .. Enumerable.Range(1, room).Select(i => ids[(int)(((long)i * ids.Length + room - 1) / room) - 1]), .. _end];
    }

    /// <summary>Where the next special token stands, or the end of the text, and −1.</summary>
    private (int At, int Special) FindSpecial(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            var next = text.AsSpan(at).IndexOfAny(_specialStarts);
            if (next < 0)
                break;
            at += next;
            var special = Array.FindIndex(
                _special, token => text.AsSpan(at).StartsWith(token.Text, StringComparison.Ordinal));
            if (special >= 0)
                return (at, special);
        }
        return (text.Length, -1);
    }
}
