using System.CommandLine;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tercet.Cli.Deployment;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet slurm</c>: batch scripts that mine a plan's parts on a Slurm cluster, and merge them.</summary>
internal static partial class SlurmCommand
{
    // Without it, a merge whose parts failed would wait for ever.
    private const string KillOnInvalidDependency = "--kill-on-invalid-dep=yes";

    private static readonly Argument<string> Run = new("RUN") { Description = "The folder that 'tercet plan' wrote." };

    private static readonly Option<string?> Partition = OptionFactory.OptionalText(
        "--partition", "NAME", "The partition. [default: the cluster's]");

    private static readonly Option<string?> Account = OptionFactory.OptionalText(
        "--account", "NAME", "The account to charge. [default: yours]");

    private static readonly Option<int?> Cpus = OptionFactory.OptionalNumber<int>(
        "--cpus", "N", "CPUs per task, 1 or more; a part is mined on as many threads. [default: the threads that the plan's cost was "
            + "measured with, at most 8]");

    private static readonly Option<string?> Memory = OptionFactory.OptionalText(
        "--memory", "SIZE", "Memory per task, such as 800M or 4G; 0 is all of a node. [default: 1.5 times the plan's estimate]");

    private static readonly Option<string?> Time = OptionFactory.OptionalText(
        "--time", "TIME", "Time limit of a task, such as 30 (minutes), 2:00:00 or 1-12:00:00. [default: 3 times the plan's estimate, at "
            + "least 10 minutes; the merge gets at least an hour]");

    private static readonly Option<int?> MaxRunning = OptionFactory.OptionalNumber<int>(
        "--max-running", "N", "Tasks that run at a time, 1 or more. [default: as many as the cluster gives]");

    private static readonly Option<bool> Force = OptionFactory.Switch("--force", "Overwrite scripts of an earlier call that differ.");
    private static readonly Option<bool> Submit = OptionFactory.Switch("--submit", "Submit both scripts with sbatch.");
    private static readonly Option<bool> Json = OptionFactory.Switch("--json", "Print the summary as JSON.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "slurm", "Write the Slurm scripts that mine the parts of a plan in a job array and merge them, and submit them if asked.")
        {
            Examples =
            [
                "tercet slurm RUN                                     the scripts, and how to submit them",
                "tercet slurm RUN --partition cpu --cpus 8 --submit",
            ],
        };
        command.Add(Run);
        command.AddGroup("Job", Partition, Account, Cpus, Memory, Time, MaxRunning);
        command.AddGroup("Output", Submit, Force, Json);
        command.SetWork(Write);
        return command;
    }

    private static void Write(ParseResult parsed, CancellationToken cancellationToken)
    {
        CheckOptions(parsed);
        var folder = parsed.GetRequiredValue(Run);
        var plan = RunPlan.Read(folder);
        var cpus = parsed.GetValue(Cpus) ?? SlurmJob.DefaultCpus(plan.Expected);
        var job = new SlurmJob
        {
            Run = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar),
            WorkingFolder = Path.GetFullPath(Path.Combine(folder, plan.WorkingFolder)),
            Tool = Invocation.Words,
            Parts = plan.Parts.Count,
            Tasks = Math.Min(plan.Parts.Count, SlurmClient.MaxTasks()),
            Cpus = cpus,
            Memory = parsed.GetValue(Memory),
            Time = parsed.GetValue(Time),
            Partition = parsed.GetValue(Partition),
            Account = parsed.GetValue(Account),
            MaxRunning = parsed.GetValue(MaxRunning),
        }.WithDefaults(plan.Expected);
        CheckPath(job.Run);
        CheckPath(job.WorkingFolder);
        cancellationToken.ThrowIfCancellationRequested();
        GeneratedFiles.Write(SlurmScripts.Compose(job), parsed.GetValue(Force));
        (string, string)? ids = parsed.GetValue(Submit) ? SubmitBoth(job) : null;
        if (parsed.GetValue(Json))
            Console.WriteLine(ToJson(job, ids));
        else
            Print(folder, job, ids);
    }

    private static void CheckOptions(ParseResult parsed)
    {
        var faults = new UsageFaults();
        foreach (var option in new[] { Cpus, MaxRunning })
        {
            if (parsed.GetValue(option) is < 1 and var number)
                faults.Add(Invariant($"{option.Name} is {number}; expected 1 or more."));
        }
        foreach (var option in new[] { Partition, Account })
        {
            if (parsed.GetValue(option) is { } name && !NamePattern().IsMatch(name))
                faults.Add($"{option.Name} is '{name}'; expected a name without blanks, quotes and backslashes.");
        }
        if (parsed.GetValue(Time) is { } time && !TimePattern().IsMatch(time))
            faults.Add($"--time is '{time}'; expected minutes, H:MM:SS, D-HH or D-HH:MM:SS, such as 30, 2:00:00 or 1-12:00:00.");
        if (parsed.GetValue(Memory) is { } memory && !MemoryPattern().IsMatch(memory))
            faults.Add($"--memory is '{memory}'; expected a whole number with K, M, G or T, such as 800M or 4G.");
        faults.ThrowIfAny();
    }

    // sbatch reads lines, and in a pattern for file names it takes the backslash for a sign that nothing else is special.
    private static void CheckPath(string path)
    {
        if (path.IndexOfAny(['\n', '\r', '\\']) >= 0)
            throw new UsageException(
                $"{path}: the path holds a backslash or a line break, which Slurm cannot read. Rename the folder, or plan elsewhere.");
    }

    private static (string Parts, string Merge) SubmitBoth(SlurmJob job)
    {
        var parts = SlurmClient.Submit(job.PartsScript);
        try
        {
            return (parts, SlurmClient.Submit(job.MergeScript, DependencyOn(parts), KillOnInvalidDependency));
        }
        catch (UsageException e)
        {
            throw new UsageException(
                $"{e.Message} The parts are submitted as job {parts}, but not the merge: run 'tercet merge' once they are done, or cancel "
                + $"them with 'scancel {parts}'.");
        }
    }

    private static void Print(string folder, SlurmJob job, (string Parts, string Merge)? ids)
    {
        var tasks = job.Tasks == job.Parts
            ? Invariant($"{job.Parts:N0} tasks, one per part")
            : Invariant($"{job.Tasks:N0} tasks for {job.Parts:N0} parts");
        ConsoleSummary.WritePairs(
        [
            (job.PartsScript, $"{tasks}; each {job.Describe()}"),
            (job.MergeScript, $"the merge; at most {job.MergeTime ?? "the partition's time limit"}"),
        ]);
        ConsoleSummary.WriteNotes(
        [
            $"every node must see the run, its inputs and {job.Tool[^1]} under these paths.",
        ]);
        var submit = (
            $"parts=$(sbatch --parsable {Invocation.Quote(job.PartsScript)}) && sbatch {DependencyOn("${parts%%;*}")} "
            + $"{KillOnInvalidDependency} {Invocation.Quote(job.MergeScript)}",
            ids is null
                ? "submit the parts, and the merge, which starts once all parts are done"
                : "submit both again, if a task failed: its log is beside the scripts, and parts that are done are skipped");
        var status = ($"tercet status {Invocation.Quote(folder)}", "the parts that are done");
        if (ids is not var (parts, merge))
        {
            ConsoleSummary.WriteNext([submit, status]);
            return;
        }
        Console.WriteLine($"Submitted: the parts as job {parts}, the merge as job {merge}.");
        Console.WriteLine();
        ConsoleSummary.WriteNext([($"squeue --jobs {parts},{merge}", "the tasks that wait or run"), status, submit]);
    }

    private static string ToJson(SlurmJob job, (string Parts, string Merge)? ids) => ConsoleSummary.ToJson(new JsonObject
    {
        ["parts-script"] = job.PartsScript,
        ["merge-script"] = job.MergeScript,
        ["parts"] = job.Parts,
        ["tasks"] = job.Tasks,
        ["cpus"] = job.Cpus,
        ["memory"] = job.Memory,
        ["time"] = job.Time,
        ["parts-job"] = ids?.Parts,
        ["merge-job"] = ids?.Merge,
    });

    private static string DependencyOn(string job) => $"--dependency=afterok:{job}";

    [GeneratedRegex(@"^[^\s'""\\]+\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(\d+|\d+:\d\d|\d+:\d\d:\d\d|\d+-\d+|\d+-\d+:\d\d|\d+-\d+:\d\d:\d\d)\z")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^\d+[KMGTkmgt]?\z")]
    private static partial Regex MemoryPattern();
}
