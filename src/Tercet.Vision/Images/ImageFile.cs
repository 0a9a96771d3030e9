using System.Diagnostics.CodeAnalysis;

namespace Tercet.Vision.Images;

/// <summary>Reads the bytes of image files that may be missing or anything else.</summary>
internal static class ImageFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path; links are followed.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="fault">What is there instead of a readable file.</param>
    public static bool TryRead(
        string path, [NotNullWhen(true)] out byte[]? bytes, [NotNullWhen(false)] out string? fault)
    {
        (bytes, fault) = (null, null);
        try
        {
            // To open a pipe waits for a writer, and a device may have no end. Both have no length.
            bytes = LengthOf(path) == 0 ? [] : File.ReadAllBytes(path);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A name that contains a NUL is an ArgumentException.
            fault = Directory.Exists(path) ? "a folder, not an image"
                : !File.Exists(path) ? "no such file"
                : $"a file that cannot be read ({problem.Message})";
            return false;
        }
    }

    private static long LengthOf(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true) is FileInfo target ? target.Length : new FileInfo(path).Length;
}
