namespace Tercet.CommandLine.Reports;

/// <summary>Where the images of a table are.</summary>
/// <param name="Path">The folder that its files are relative to.</param>
/// <param name="MaxPixels">Larger images are not shown.</param>
public sealed record ImageFolder(string Path, long MaxPixels)
{
    /// <summary>Whether links in the folder may lead to images elsewhere. Default true: the user has put them there.</summary>
    public bool FollowsLinks { get; init; } = true;

    /// <summary>The path of a file; null if it is outside the folder, whose images alone are shown.</summary>
    /// <param name="file">The file, relative to the folder or absolute.</param>
    public string? Locate(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Length == 0 || file.Contains('\0', StringComparison.Ordinal))
            return null;
        var folder = System.IO.Path.GetFullPath(Path);
        var path = System.IO.Path.GetFullPath(file, folder);
        var inside = System.IO.Path.GetRelativePath(folder, path);
        if (System.IO.Path.IsPathRooted(inside) || inside.Split('/', '\\')[0] == "..")
            return null;
        return FollowsLinks || IsReallyInside(path, folder) ? path : null;
    }

    private static bool IsReallyInside(string path, string folder)
    {
        try
        {
            return RealPath.IsWithin(RealPath.Of(path), RealPath.Of(folder));
        }
        catch (IOException)
        {
            return false; // links in a circle
        }
    }
}
