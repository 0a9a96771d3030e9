namespace Tercet.Files;

/// <summary>Distinguishes a file with invalid contents from a failure of the system to read it.</summary>
internal static class UnreadableFile
{
    /// <summary>
    /// Whether an exception caught while reading is due to the contents. Readers of a format throw various exceptions for
    /// those: a plain IOException, or the system's for a seek before the start, where a file's own lengths are wrong.
    /// </summary>
    public static bool IsFormatError(Exception e)
    {
        const int Plain = unchecked((int)0x80131620), InvalidSeek = 22, InvalidSeekOnWindows = unchecked((int)0x80070057);
        return e is EndOfStreamException or IOException { HResult: Plain or InvalidSeek or InvalidSeekOnWindows }
            || e is not (InvalidInputException or IOException or UnauthorizedAccessException or OutOfMemoryException);
    }

    /// <summary>What an exception says, in one line; of a native library's message, the part that is not about its code.</summary>
    /// <param name="e">The exception.</param>
    public static string Describe(Exception e)
    {
        const string Start = "(message: '", End = "')";
        var message = e.Message;
        if (message.IndexOf(Start, StringComparison.Ordinal) is var start && start >= 0)
            message = message[(start + Start.Length)..].Replace(End, "", StringComparison.Ordinal);
        return message.Split('\n')[0].Trim().TrimEnd('.');
    }
}
