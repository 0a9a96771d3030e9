namespace Tercet.CommandLine.Reports;

/// <summary>Where the images of a table are.</summary>
/// <param name="Path">The folder that its files are relative to.</param>
/// <param name="MaxPixels">Larger images are not shown.</param>
internal sealed record ImageFolder(string Path, long MaxPixels)
{
    /// <summary>The path of a file; null if it is outside the folder, whose images alone get into a report.</summary>
    public string? Locate(string file)
    {
        if (file.Contains('\0', StringComparison.Ordinal))
            return null;
        var folder = System.IO.Path.GetFullPath(Path);
        var path = System.IO.Path.GetFullPath(file, folder);
        var inside = System.IO.Path.GetRelativePath(folder, path);
        return System.IO.Path.IsPathRooted(inside) || inside.Split('/', '\\')[0] == ".." ? null : path;
    }
}
