namespace Tercet.Viewer.Runs;

/// <summary>Finds the files of a run, whose paths are relative to wherever it was mined.</summary>
public static class DataPaths
{
    /// <summary>
    /// A recorded path as it works from here: as it is, or from the run's folder or one above it; null where there is no such file.
    /// </summary>
    /// <param name="path">The recorded path; null for none.</param>
    /// <param name="run">The run's folder.</param>
    public static string? Find(string? path, string run)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
            return null;
        if (Path.Exists(path))
            return path;
        if (Path.IsPathRooted(path))
            return null;
        for (var folder = new DirectoryInfo(run); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, path);
            if (Path.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
