namespace Tercet.Vision.Caching;

/// <summary>The folder of a cache that lives as long as one process needs it.</summary>
internal sealed class TemporaryCache : IDisposable
{
    private const string Prefix = "tercet-embeddings-", Owner = "owner";

    private readonly FileStream _owner;

    private TemporaryCache(string folder)
    {
        Folder = folder;
        var locked = Path.Combine(folder, Owner + CacheSegment.LockExtension);
        if (OperatingSystem.IsWindows())
        {
            _owner = new FileStream(locked, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            return;
        }
        // A file is opened first and locked then: it gets the name of a lock once it is one.
        var beginning = Path.Combine(folder, Owner);
        _owner = new FileStream(beginning, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        File.Move(beginning, locked);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Creates a folder, and removes those that killed processes left.</summary>
    public static TemporaryCache Create()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
            RemoveAbandoned(folder);
        return new TemporaryCache(Directory.CreateTempSubdirectory(Prefix).FullName);
    }

    /// <summary>Removes the folder, which is needed no longer.</summary>
    public void Remove()
    {
        try
        {
            if (Directory.Exists(Folder))
                Directory.Delete(Folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever creates the next folder removes what is left.
        }
    }

    /// <summary>Gives the folder up: what is left of it may be removed by others.</summary>
    public void Dispose() => _owner.Dispose();

    /// <summary>Removes a folder whose locks are free: whoever uses it holds one.</summary>
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
