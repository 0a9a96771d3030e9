namespace Tercet.Vision.Caching;

/// <summary>The folders of caches that live as long as one process needs them.</summary>
internal static class TemporaryCache
{
    private const string Prefix = "tercet-embeddings-";

    /// <summary>Creates a folder, and removes those that killed processes left.</summary>
    public static string Create()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
            RemoveAbandoned(folder);
        return Directory.CreateTempSubdirectory(Prefix).FullName;
    }

    /// <summary>Removes a folder that is needed no longer, unless another process is just doing so.</summary>
    /// <param name="folder">The folder; null for none.</param>
    public static void Remove(string? folder)
    {
        try
        {
            if (folder is not null && Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Its locks are free: whoever creates the next folder removes what is left.
        }
    }

    /// <summary>Removes a folder whose locks are free: whoever writes to it holds one.</summary>
    private static void RemoveAbandoned(string folder)
    {
        try
        {
            var locks = Directory.GetFiles(folder, "*" + CacheSegment.LockExtension, SearchOption.AllDirectories);
            foreach (var path in locks)
                new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
            if (locks.Length > 0) // without one, the work there is only beginning
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is in use, or another user's.
        }
    }
}
