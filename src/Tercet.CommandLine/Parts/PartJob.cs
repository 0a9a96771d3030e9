using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Parts;

/// <summary><c>tercet part</c>: makes one part of a plan, unless it is there.</summary>
public sealed record PartJob
{
    /// <summary>The plan.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>What the plan is of.</summary>
    public required IPartedJob Job { get; init; }

    /// <summary>The part, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The part's file.</summary>
    public required string Target { get; init; }

    /// <summary>How sure one is that inputs have not changed.</summary>
    public InputVerification Verify { get; init; } = InputVerification.Size;

    /// <summary>Makes the part.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>Whether it was made now; false where it was there.</returns>
    public bool Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        Plan.RequireVersion();
        Plan.RequirePart(Number);
        if (IsDone(Target, Plan, Number))
            return false;
        try
        {
            // Before they are checked: whatever is written to from here on is noticed.
            var stamps = PlannedInputs.Stamp(Plan);
            using var writer = new PartWriter(Target, Plan, Number) { BeforeCommit = stamps.RequireUnchanged };
            display.Run("Checking inputs", _ => PlannedInputs.RequireUnchanged(Plan, Verify));
            using var work = Job.Open(Plan, display, cancellationToken);
            Make(work, Plan, Number, writer, display, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException && PartsFolder.Check(Target, Plan, Number) != PartState.Done)
        {
            PartWriter.RecordFailure(Target, e.Message);
            throw;
        }
    }

    /// <summary>Whether a part is there; one that is damaged is not, and one of another plan is refused.</summary>
    internal static bool IsDone(string target, RunPlan plan, int number) => PartsFolder.Check(target, plan, number) switch
    {
        PartState.Done => true,
        PartState.Foreign => throw new InvalidInputException(
            $"{target}: a part of another plan, or another part of this one. Move it away, then run the command again."),
        _ => false,
    };

    /// <summary>Makes a part from opened inputs.</summary>
    internal static void Make(
        IPartedWork work, RunPlan plan, int number, PartWriter writer, ProgressDisplay display, CancellationToken cancellationToken) =>
        display.Run(FormattableString.Invariant($"Part {number} of {plan.Parts.Count}"), progress =>
            work.Make(plan.Parts[number], writer, progress, cancellationToken));
}
