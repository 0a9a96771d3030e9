using System.Buffers;
using System.Text;

namespace Tercet.Files;

/// <summary>
/// Splits delimited text into records (RFC 4180). Blanks around a quoted field are no part of it. With the blank as delimiter,
/// any number of blanks and tabs is one.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="delimiter">The delimiter.</param>
/// <param name="start">Where the first record starts.</param>
internal sealed class CsvRecords(string text, char delimiter, int start)
{
    private const int MaxLength = 1 << 21;

    private readonly SearchValues<char> _ends = SearchValues.Create(delimiter == ' ' ? " \t\r\n" : [delimiter, '\r', '\n']);
    private readonly List<string> _unescaped = [];
    private int _at = start, _recordStart;

    /// <summary>The text of a field that was read.</summary>
    public ReadOnlySpan<char> this[CsvField field] =>
        field.Length < 0 ? _unescaped[field.Start] : text.AsSpan(field.Start, field.Length);

    /// <summary>Reads the next record.</summary>
    /// <param name="fields">Receives its fields.</param>
    /// <returns>Whether there was one; a blank line is a record of one empty field.</returns>
    /// <exception cref="FormatException">A quote is not closed, or not where a field ends.</exception>
    public bool Read(List<CsvField> fields)
    {
        if (_at >= text.Length)
            return false;
        fields.Clear();
        _recordStart = _at;
        SkipDelimiterRun();
        while (true)
        {
            fields.Add(ReadField());
            if (_at >= text.Length)
                return true;
            if (text[_at] is not ('\r' or '\n'))
            {
                _at++;
                SkipDelimiterRun();
                if (delimiter != ' ' || !IsEnd(_at, lineOnly: true))
                    continue;
            }
            if (_at < text.Length)
                _at += text.AsSpan(_at).StartsWith("\r\n") ? 2 : 1;
            return true;
        }
    }

    /// <summary>Whether a position ends a line, or a field.</summary>
    private bool IsEnd(int at, bool lineOnly = false) =>
        at >= text.Length || text[at] is '\r' or '\n' || (!lineOnly && IsDelimiter(text[at]));

    private bool IsDelimiter(char c) => c == delimiter || (delimiter == ' ' && c == '\t');

    private void SkipDelimiterRun()
    {
        while (delimiter == ' ' && _at < text.Length && IsDelimiter(text[_at]))
            _at++;
    }

    private int AfterBlanks(int at)
    {
        while (at < text.Length && text[at] == ' ' && delimiter != ' ')
            at++;
        return at;
    }

    private CsvField ReadField()
    {
        var quote = AfterBlanks(_at);
        if (quote < text.Length && text[quote] == '"' && ReadQuoted(quote) is { } quoted)
            return quoted;
        var first = _at;
        var length = text.AsSpan(first).IndexOfAny(_ends);
        _at = length < 0 ? text.Length : first + length;
        return new CsvField(first, _at - first);
    }

    /// <summary>Reads a quoted field; null where it is none, but text after a blank that begins with a quote.</summary>
    private CsvField? ReadQuoted(int quote)
    {
        StringBuilder? unescaped = null; // only where quotes are doubled
        for (var at = quote + 1; ; at++)
        {
            var next = text.IndexOf('"', at);
            if ((next < 0 ? text.Length : next) - _recordStart > MaxLength)
                throw new FormatException("a record of over a million characters; most likely a double quote is not closed.");
            if (next < 0)
                throw Fault("A quoted field at the end of the input ends without a closing quote.");
            unescaped?.Append(text, at, next - at);
            var after = next + 1;
            if (after < text.Length && text[after] == '"')
            {
                unescaped ??= new StringBuilder(text, at, next - at, capacity: 0);
                unescaped.Append('"');
                at = after;
                continue;
            }
            if (IsEnd(AfterBlanks(after)))
            {
                _at = AfterBlanks(after);
                return unescaped is null ? new CsvField(quote + 1, next - quote - 1) : Keep(unescaped.ToString());
            }
            return quote > _at ? null : throw Fault("A delimiter, newline or EOF was expected after a closing quote.");
        }
    }

    private CsvField Keep(string unescaped)
    {
        _unescaped.Add(unescaped);
        return new CsvField(_unescaped.Count - 1, -1);
    }

    private static FormatException Fault(string fault) =>
        new($"{fault} Expected fields in double quotes where they hold commas, quotes or line breaks.");
}
