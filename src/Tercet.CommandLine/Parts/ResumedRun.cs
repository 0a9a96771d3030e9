using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Parts;

/// <summary>
/// <c>--resume</c>: one machine makes all parts of a plan, one after the other, and merges them. Whatever ends it, the same command
/// goes on where it was.
/// </summary>
internal static class ResumedRun
{
    /// <summary>Makes, or finishes, a run.</summary>
    /// <param name="planning">What is made.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early; parts that are done are kept.</param>
    public static IPartedResult Run(PlanJob planning, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var job = planning.Job;
        RunFolder.Recover(job.Out);
        using var work = job.Open(null, display, cancellationToken);
        var hasPlan = File.Exists(Path.Combine(job.Out, RunPlan.FileName));
        if (!hasPlan && work.Find(cancellationToken) is { } result)
        {
            RunFolder.CleanUp(job.Out); // it was interrupted after all was done
            return result;
        }
        if (!hasPlan)
            planning.RequireNoRun();
        var plan = planning.Plan(work, display, cancellationToken);
        var stamps = PlannedInputs.Stamp(plan);
        var parts = new PartsFolder(job.Out, plan);
        for (var number = 0; number < plan.Parts.Count; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PartJob.IsDone(parts.PathOf(number), plan, number))
                continue;
            using var writer = new PartWriter(parts.PathOf(number), plan, number) { BeforeCommit = stamps.RequireUnchanged };
            PartJob.Make(work, plan, number, writer, display, cancellationToken);
        }
        using var folder = RunFolder.CreateMerged(job.Out, job.Kind, planning.Overwrite);
        return work.Merge(folder, parts, display, cancellationToken);
    }
}
