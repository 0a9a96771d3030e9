using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Parts;

/// <summary><c>tercet merge</c>: the parts of a plan become the run that one machine would have written.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Job">What the plan is of.</param>
/// <param name="Folder">The run's folder.</param>
/// <param name="Verify">How sure one is that inputs have not changed.</param>
public sealed record MergeJob(RunPlan Plan, IPartedJob Job, string Folder, InputVerification Verify)
{
    /// <summary>Merges.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early; plan and parts are then as they were.</param>
    public IPartedResult Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        Plan.RequireVersion();
        var parts = new PartsFolder(Folder, Plan);
        display.Run("Checking parts", progress => parts.RequireAll(progress, cancellationToken));
        display.Run("Checking inputs", _ => PlannedInputs.RequireUnchanged(Plan, Verify));
        using var folder = RunFolder.CreateMerged(Folder, Job.Kind, Plan.Overwrite);
        using var work = Job.Open(Plan, display, cancellationToken);
        return work.Merge(folder, parts, display, cancellationToken);
    }
}
