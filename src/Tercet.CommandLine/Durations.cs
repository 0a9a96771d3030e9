using static System.FormattableString;

namespace Tercet.CommandLine;

/// <summary>Durations for people.</summary>
public static class Durations
{
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
