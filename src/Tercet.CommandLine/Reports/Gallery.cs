using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Steps spread over the first cycle of a run, from which examples are shown.</summary>
internal static class Gallery
{
    /// <summary>Chooses steps.</summary>
    /// <param name="range">The steps of the run.</param>
    /// <param name="total">Steps of the whole sequence.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="count">How many, or fewer where there are not as many, 2 or more.</param>
    public static HashSet<long> Steps(StepRange range, long total, HardnessSchedule schedule, int count)
    {
        var length = Math.Min(range.Length, Math.Max(1, total / schedule.Cycles));
        return [.. Enumerable.Range(0, count).Select(i => range.Start + (length - 1) * i / (count - 1))];
    }
}
