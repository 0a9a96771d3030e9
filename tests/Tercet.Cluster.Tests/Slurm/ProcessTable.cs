using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Tercet.Cluster.Tests.Slurm;

/// <summary>The processes of this system, by what is in their environment.</summary>
internal static class ProcessTable
{
    /// <summary>Kills all processes whose environment holds all of the given settings, such as <c>NAME=value</c>.</summary>
    public static void Kill(params string[] settings)
    {
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || id == Environment.ProcessId)
                continue;
            var environment = Read(Path.Combine(folder, "environ")).Split('\0');
            if (settings.All(setting => environment.Contains(setting)))
                Kill(id);
        }
    }

    /// <summary>Kills a process, as the system does when it lacks memory.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false; // it has ended
        }
    }

    /// <summary>The command line of a process; empty where there is none.</summary>
    public static string CommandLine(int id) => Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline"));

    private static string Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
