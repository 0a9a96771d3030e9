using System.Diagnostics;

namespace Tercet.CommandLine.Parts;

/// <summary>Measures this process.</summary>
public static class ThisProcess
{
    /// <summary>Seconds since it was started.</summary>
    public static double Age => (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;

    /// <summary>Bytes of this process's own memory, without mapped files where the system tells them apart.</summary>
    public static long OwnMemory()
    {
        const string Status = "/proc/self/status", Field = "RssAnon:";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) : null;
        return line is not null && long.TryParse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), out var kibibytes)
            ? kibibytes << 10
            : Environment.WorkingSet;
    }
}
