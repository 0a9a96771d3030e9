namespace Tercet.CommandLine.Parts;

/// <summary>What becomes of a part.</summary>
public enum PartPhase
{
    /// <summary>It is there.</summary>
    Done,

    /// <summary>A process makes it, and gave a sign of life within the last minute.</summary>
    Running,

    /// <summary>The process that made it gives no sign, or its file is damaged.</summary>
    Lost,

    /// <summary>The last try ended with an error.</summary>
    Failed,

    /// <summary>Nobody has begun it.</summary>
    Waiting,
}

/// <summary>The state of a part.</summary>
/// <param name="Number">The part, from 0.</param>
/// <param name="Phase">What becomes of it.</param>
/// <param name="LastSign">How long ago a process that makes it gave a sign of life; null where there is none.</param>
/// <param name="Message">Why it failed; null where it did not.</param>
public sealed record PartStatus(int Number, PartPhase Phase, TimeSpan? LastSign, string? Message);

/// <summary>How far a run in parts is.</summary>
/// <param name="Parts">Every part.</param>
/// <param name="WorkDone">The fraction of the work that is done, in [0, 1].</param>
/// <param name="TimeLeft">The time left at the rate of the parts that are done or running; null where that is unknown.</param>
public sealed record PartsStatus(IReadOnlyList<PartStatus> Parts, double WorkDone, TimeSpan? TimeLeft)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>How many parts are in a phase.</summary>
    /// <param name="phase">The phase.</param>
    public int Count(PartPhase phase) => Parts.Count(part => part.Phase == phase);

    /// <summary>Looks at the files of a run.</summary>
    /// <param name="run">The run's folder.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="now">The time, in UTC.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public static PartsStatus Of(string run, RunPlan plan, DateTime now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var folder = new PartsFolder(run, plan);
        var (parts, finished) = (new List<PartStatus>(plan.Parts.Count), new List<(DateTime Time, double Work)>());
        for (var number = 0; number < plan.Parts.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = Look(folder, number, now);
            parts.Add(status);
            if (status.Phase == PartPhase.Done)
                finished.Add((File.GetLastWriteTimeUtc(folder.PathOf(number)), WorkOf(plan.Parts[number])));
        }
        var total = plan.Parts.Sum(WorkOf);
        var done = finished.Sum(part => part.Work);
        return new PartsStatus(parts, done / total, Estimate(plan, parts, finished, total - done));
    }

    private static PartStatus Look(PartsFolder folder, int number, DateTime now)
    {
        var state = folder.StateOf(number, checksum: false);
        if (state == PartState.Done)
            return new PartStatus(number, PartPhase.Done, null, null);
        var sign = folder.LastSign(number) is { } time ? (now - time is var age && age > TimeSpan.Zero ? age : TimeSpan.Zero) : (TimeSpan?)null;
        if (sign < Patience)
            return new PartStatus(number, PartPhase.Running, sign, null);
        return state switch
        {
            PartState.Damaged => new PartStatus(number, PartPhase.Lost, sign, "the part's file is truncated or damaged"),
            PartState.Foreign => new PartStatus(number, PartPhase.Failed, sign, "the part's file is of another plan"),
            _ when folder.Failure(number) is { } message => new PartStatus(number, PartPhase.Failed, sign, message),
            _ when sign is not null => new PartStatus(number, PartPhase.Lost, sign, null),
            _ => new PartStatus(number, PartPhase.Waiting, null, null),
        };
    }

    /// <summary>From when parts were finished; before there are two, from what one is expected to take.</summary>
    private static TimeSpan? Estimate(
        RunPlan plan, List<PartStatus> parts, List<(DateTime Time, double Work)> finished, double workLeft)
    {
        if (workLeft <= 0)
            return TimeSpan.Zero;
        finished.Sort();
        if (finished.Count > 1 && finished[^1].Time - finished[0].Time is var span && span > TimeSpan.Zero)
            return span * (workLeft / finished.Skip(1).Sum(part => part.Work));
        var running = parts.Count(part => part.Phase == PartPhase.Running);
        return plan.Expected is { } cost && running > 0
            ? TimeSpan.FromSeconds(cost.Seconds * workLeft / plan.Parts.Max(WorkOf) / running)
            : null;
    }

    private static double WorkOf(PlannedPart part) => Math.Max(1, (double)(part.Distances > 0 ? part.Distances : part.Steps));
}
