using System.Buffers;

namespace Tercet.Files;

/// <summary>Fields of comma-separated values (RFC 4180).</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    public static string Quote(string text) =>
        text.AsSpan().ContainsAny(NeedQuotes) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
