namespace Tercet.CommandLine.Reports;

/// <summary>The beginning of a text that is too long to be shown.</summary>
public static class Excerpt
{
    /// <summary>A text, or its beginning with an ellipsis; no character is cut in half.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most UTF-16 units of it, 1 or more.</param>
    public static string Of(string text, int length)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        if (text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + " …";
    }
}
