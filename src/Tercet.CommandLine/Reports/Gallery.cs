namespace Tercet.CommandLine.Reports;

/// <summary>Spreads examples over the first cycle of a run.</summary>
internal static class Gallery
{
    /// <summary>Chooses steps.</summary>
    /// <param name="plan">The plan of the sequence.</param>
    /// <param name="steps">The steps of the run; null for all.</param>
    /// <param name="cycles">Cycles of the schedule.</param>
    /// <param name="count">Maximum number of steps, 2 or more.</param>
    public static HashSet<long> Steps(SequencePlan plan, StepRange? steps, int cycles, int count)
    {
        var range = steps ?? new StepRange(0, plan.TotalSteps);
        var length = Math.Min(range.Length, Math.Max(1, plan.TotalSteps / cycles));
        return [.. Enumerable.Range(0, count).Select(i => range.Start + (length - 1) * i / (count - 1))];
    }
}
