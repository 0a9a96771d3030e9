namespace Tercet.CommandLine.Data;

/// <summary>The default folder of cached embeddings: the user's folder for what can be recomputed.</summary>
public static class CacheFolder
{
    private const string Name = "tercet";

    /// <summary>The folder; null where the user has none.</summary>
    public static string? Default
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            if (OperatingSystem.IsWindows())
                return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "cache");
            if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder)
                return Path.Combine(folder, Name);
            return home.Length == 0 ? null : Path.Combine(home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache", Name);
        }
    }

    /// <summary>The folder as the help shows it, the same for every user.</summary>
    public static string Display => OperatingSystem.IsWindows() ? @"%LOCALAPPDATA%\tercet\cache"
        : OperatingSystem.IsMacOS() ? "~/Library/Caches/tercet"
        : "~/.cache/tercet";
}
