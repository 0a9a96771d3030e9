using System.Diagnostics;

namespace Tercet.CommandLine.Parts;

/// <summary>Measures this process.</summary>
public static class ThisProcess
{
    /// <summary>Seconds since it was started.</summary>
    public static double Age => (DateTime.UtcNow - Process.GetCurrentProcess().StartTime.ToUniversalTime()).TotalSeconds;

    /// <summary>
    /// Bytes of memory that a process like this needs: what this one has used at most, with mapped files as a whole, and head room.
    /// </summary>
    /// <param name="mapped">Bytes of the mapped files.</param>
    public static long MemoryWith(long mapped)
    {
        const long HeadRoom = 128 << 20;
        using var process = Process.GetCurrentProcess();
        return Math.Max(process.PeakWorkingSet64 - mapped, HeadRoom) + mapped + HeadRoom;
    }
}
