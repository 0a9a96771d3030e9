namespace Tercet.Files;

/// <summary>Distinguishes files with contents from empty ones, named pipes and devices, which may never end.</summary>
internal static class RegularFile
{
    /// <summary>What is wrong with a file that <see cref="IsEmpty"/>.</summary>
    public const string Empty = "the file is empty, or a named pipe or a device";

    /// <summary>Whether a file has no length. What a shell passes as <c>&lt;(…)</c> may have contents all the same.</summary>
    /// <param name="path">A file that exists.</param>
    public static bool IsEmpty(string path) => new FileInfo(path) is { Length: 0 } file && !IsDescriptor(file);

    private static bool IsDescriptor(FileInfo file) =>
        file.FullName is "/dev/stdin" || file.FullName.StartsWith("/dev/fd/", StringComparison.Ordinal);
}
