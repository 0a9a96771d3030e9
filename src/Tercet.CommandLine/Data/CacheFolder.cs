using Tercet.CommandLine.Options;

namespace Tercet.CommandLine.Data;

/// <summary>Where embeddings are kept unless told otherwise: the user's folder for what can be made again.</summary>
internal static class CacheFolder
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

    /// <summary>The folder as help shows it, the same for every user.</summary>
    public static string Shown => OperatingSystem.IsWindows() ? @"%LOCALAPPDATA%\tercet\cache"
        : OperatingSystem.IsMacOS() ? "~/Library/Caches/tercet"
        : "~/.cache/tercet";
}
