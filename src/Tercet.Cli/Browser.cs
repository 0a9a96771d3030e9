#if VIEWER
using System.ComponentModel;
using System.Diagnostics;

namespace Tercet.Cli;

/// <summary>Opens the browser of the user.</summary>
internal static class Browser
{
    /// <summary>Opens an address.</summary>
    /// <returns>Whether there is something to open it with.</returns>
    public static bool TryOpen(Uri address)
    {
        var hasDisplay = !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("WAYLAND_DISPLAY") is { Length: > 0 };
        if (!hasDisplay)
            return false;
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address.AbsoluteUri])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
        try
        {
            using var process = Process.Start(start);
            return true;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }
}
#endif
