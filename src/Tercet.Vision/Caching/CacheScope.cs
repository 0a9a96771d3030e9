namespace Tercet.Vision.Caching;

/// <summary>The cache of one call: the chosen folder, or a temporary one.</summary>
internal static class CacheScope
{
    /// <summary>Does work that uses a cache.</summary>
    /// <param name="cache">The chosen folder; null for a temporary one.</param>
    /// <param name="work">
    /// The work, given the folder of the cache, and the same again if it is to be deleted with the result, else null.
    /// </param>
    /// <exception cref="IOException">The cache cannot be used; the message names its folder.</exception>
    public static T Use<T>(string? cache, Func<string, string?, T> work)
    {
        using var temporary = cache is null ? TemporaryCache.Create() : null;
        try
        {
            return work(cache ?? temporary!.Folder, temporary?.Folder);
        }
        catch (Exception e)
        {
            temporary?.Remove();
            if (e is IOException or UnauthorizedAccessException)
                throw new IOException(
                    $"{cache ?? temporary!.Folder}: cannot use the embedding cache ({e.Message.TrimEnd('.')}). "
                    + (cache is null
                        ? "Free space there, or set `Cache` to a folder elsewhere."
                        : "Check the path, permissions and free space, set `Cache` to another folder, or turn caching off."),
                    e);
            throw;
        }
    }
}
