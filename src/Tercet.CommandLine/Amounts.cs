using static System.FormattableString;

namespace Tercet.CommandLine;

/// <summary>Durations and sizes for people.</summary>
public static class Amounts
{
    /// <summary>A number of bytes in MiB or GiB.</summary>
    /// <param name="bytes">The number.</param>
    public static string Format(long bytes) =>
        bytes < 1L << 30 ? Invariant($"{bytes / (double)(1 << 20):0} MiB") : Invariant($"{bytes / (double)(1 << 30):0.0} GiB");

    /// <summary>A duration in its two largest units.</summary>
    /// <param name="time">The duration.</param>
    public static string Format(TimeSpan time) => time switch
    {
        { TotalSeconds: < 10 } => Invariant($"{time.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => Invariant($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => Invariant($"{time.Minutes} min {time.Seconds} s"),
        { TotalDays: < 1 } => Invariant($"{time.Hours} h {time.Minutes} min"),
        _ => Invariant($"{(int)time.TotalDays} d {time.Hours} h"),
    };
}
