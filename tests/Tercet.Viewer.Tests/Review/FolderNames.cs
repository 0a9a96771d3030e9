using Tercet.Testing;

namespace Tercet.Viewer.Tests.Review;

/// <summary>What is in a folder.</summary>
internal static class FolderNames
{
    /// <summary>The names in a folder, in order.</summary>
    public static string[] Names(this TempFolder folder) =>
        [.. Directory.EnumerateFileSystemEntries(folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
