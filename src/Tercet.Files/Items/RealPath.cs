namespace Tercet.Files;

/// <summary>Paths without links: two names of one folder have one such path.</summary>
public static class RealPath
{
    private const int MaxLinks = 40; // as Linux

    /// <summary>The path of a folder or file with every link in it resolved.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path) => Of(Path.GetFullPath(path), MaxLinks);

    /// <summary>Whether a real path is another one, or inside it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="folder">The other one.</param>
    public static bool IsWithin(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(folder);
        return path == folder || path.StartsWith(
            folder.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
    }

    private static string Of(string path, int links)
    {
        if (links == 0)
            throw new IOException($"Too many links in '{path}'");
        if (Path.GetDirectoryName(path.TrimEnd(Path.DirectorySeparatorChar)) is not { Length: > 0 } parent)
            return path;
        var real = Path.Combine(Of(parent, links), Path.GetFileName(path.TrimEnd(Path.DirectorySeparatorChar)));
        return new DirectoryInfo(real).LinkTarget is { } target
            ? Of(Path.GetFullPath(target, Path.GetDirectoryName(real)!), links - 1)
            : real;
    }
}
