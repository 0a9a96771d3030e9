using Tercet.Cli.Tests.Commands;

namespace Tercet.Train.Tests.Commands;

internal static class FolderFiles
{
    /// <summary>The files in a folder and below, by their paths in it, in order.</summary>
    public static string[] Files(this WorkFolder folder, string name) =>
        [.. Directory.GetFiles(folder[name], "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder[name], file)).Order(StringComparer.Ordinal)];
}
