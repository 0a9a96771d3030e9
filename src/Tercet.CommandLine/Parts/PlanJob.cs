namespace Tercet.CommandLine.Parts;

/// <summary><c>tercet plan</c>: checks and hashes the inputs, divides the work, and writes the plan.</summary>
public sealed record PlanJob
{
    /// <summary>What is planned.</summary>
    public required IPartedJob Job { get; init; }

    /// <summary>The command line of <see cref="Job"/>, without its target.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The parts wanted; null for as many as suit the work.</summary>
    public int? Parts { get; init; }

    /// <summary>Whether a plan, or in the end a run, that the folder holds is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Whether the cost of a part is measured.</summary>
    public bool Measure { get; init; } = true;

    /// <summary>Makes the plan and writes it.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The plan, and what a part is a range of.</returns>
    public (RunPlan Plan, string Unit) Run(ProgressDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(display);
        RunFolder.Recover(Job.Out);
        RequireNoRun();
        using var work = Job.Open(null, display, cancellationToken);
        return (Plan(work, display, cancellationToken), work.Unit);
    }

    /// <summary>Makes the plan of opened inputs and writes it; the same plan in the folder is kept as it is.</summary>
    internal RunPlan Plan(IPartedWork work, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var existing = ReadExisting();
        var count = Parts ?? existing?.Parts.Count;
        var parts = display.Run("Dividing the work", _ => work.Divide(count, cancellationToken));
        var plan = new RunPlan
        {
            Version = Runs.MineJob.Version,
            Make = Job.Make,
            Command = Command,
            Out = Job.Out,
            WorkingFolder = Path.GetRelativePath(Path.GetFullPath(Job.Out), Environment.CurrentDirectory).Replace('\\', '/'),
            Overwrite = Overwrite,
            Options = work.Options,
            Inputs = work.Inputs,
            Notes = work.Notes,
            Parts = parts,
        }.Identified();
        if (existing?.Identity == plan.Identity)
        {
            RunFolder.CleanUp(Job.Out); // what was interrupted after all was done
            return existing;
        }
        if (existing is not null && !Overwrite)
            throw Differs(existing, plan);
        if (Measure)
            plan = plan with { Expected = display.Run("Measuring the speed", _ => work.Measure(parts, cancellationToken)) };
        using var folder = RunFolder.Create(Job.Out, RunKind.Plan, Overwrite);
        folder.Write(RunPlan.FileName, plan.ToJson());
        folder.Commit();
        return plan;
    }

    /// <summary>The plan in the folder; null where there is none, or one that cannot be read and is replaced.</summary>
    private RunPlan? ReadExisting()
    {
        try
        {
            return File.Exists(Path.Combine(Job.Out, RunPlan.FileName)) ? RunPlan.Read(Job.Out) : null;
        }
        catch (InvalidInputException) when (Overwrite)
        {
            return null;
        }
    }

    /// <summary>Refuses a folder that holds what the plan is to make.</summary>
    internal void RequireNoRun()
    {
        if (!Overwrite && File.Exists(Path.Combine(Job.Out, Job.Kind.Record)))
            throw new InvalidInputException($"{Job.Out}: the folder already holds a {Job.Kind.Name} ({Job.Kind.Record}). {Job.Kind.Advice}");
    }

    private InvalidInputException Differs(RunPlan existing, RunPlan plan)
    {
        var what = existing.Version != plan.Version ? $"it was made by Tercet {existing.Version}"
            : !existing.Command.SequenceEqual(plan.Command) ? $"its command line is: {string.Join(' ', existing.Command)}"
            : !existing.Inputs.Select(input => input.Input).SequenceEqual(plan.Inputs.Select(input => input.Input))
                ? "its inputs have changed since"
            : existing.Parts.Count != plan.Parts.Count ? FormattableString.Invariant($"it has {existing.Parts.Count} parts")
            : "it was made from another folder";
        return new InvalidInputException(
            $"{Job.Out}: the folder holds another plan ({RunPlan.FileName}): {what}. Finish that one, choose another folder, or "
            + "replace it, with the parts that are done (`Overwrite`).");
    }
}
