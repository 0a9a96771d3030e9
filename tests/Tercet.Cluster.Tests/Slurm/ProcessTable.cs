using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static System.FormattableString;

namespace Tercet.Cluster.Tests.Slurm;

/// <summary>The processes of this system.</summary>
internal static partial class ProcessTable
{
    /// <summary>
    /// Kills all processes whose environment holds all of the given settings, such as <c>NAME=value</c>, and before them the
    /// slurmstepd above each, which would report their end.
    /// </summary>
    public static void KillTasks(params string[] settings)
    {
        var tasks = Directory.GetDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && id != Environment.ProcessId && Read(id, "environ").Split('\0') is var all && settings.All(all.Contains))
            .ToList();
        foreach (var id in tasks.Select(ParentOf).Where(IsSupervisor).Distinct().Concat(tasks))
            Kill(id);
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
    public static string CommandLine(int id) => Read(id, "cmdline");

    private static bool IsSupervisor(int id) => CommandLine(id).StartsWith("slurmstepd", StringComparison.Ordinal);

    private static int ParentOf(int id) => Parent().Match(Read(id, "status")) is { Success: true } match
        ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
        : 0;

    private static string Read(int id, string what)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Invariant($"/proc/{id}/{what}")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"^PPid:\s*(\d+)", RegexOptions.Multiline)]
    private static partial Regex Parent();
}
