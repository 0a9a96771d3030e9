using System.CommandLine;
using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Parts;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet merge</c>: parts become the run of one machine.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of the plan and its parts." };

    public static Command Create()
    {
        var command = new GroupedCommand(
            "merge",
            "Merge the parts of a plan into the run that one machine would have written, byte for byte; plan and parts are removed "
                + "when it is complete. Exit codes: 0 done, 65 a part is damaged or of another plan, 75 parts are missing.")
        {
            Examples = ["tercet merge RUN", "tercet merge RUN --verify hash"],
            IsRetried = true,
        };
        command.Add(Run);
        command.AddGroup("Merge", SharedPartOptions.Verify);
        command.AddGroup("Output", SharedPartOptions.Quiet, SharedPartOptions.Json, SharedPartOptions.Threads);
        command.SetWork(Merge);
        return command;
    }

    private static void Merge(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (run, json, quiet) = (
            parsed.GetRequiredValue(Run), parsed.GetValue(SharedPartOptions.Json), parsed.GetValue(SharedPartOptions.Quiet));
        if (SharedPartOptions.IsMerged(run))
        {
            RunFolder.CleanUp(run);
            if (json)
                Console.WriteLine(ConsoleSummary.ToJson(new JsonObject { ["run"] = run, ["merged"] = "already" }));
            else if (!quiet)
                Console.WriteLine($"{run} is merged already: there is nothing to do.");
            return;
        }
        var display = new ProgressDisplay(quiet);
        var plan = RunPlan.Read(run);
        var folder = PlannedJob.Enter(plan, run);
        var job = PlannedJob.Of(plan, SharedPartOptions.ReadThreads(parsed));
        var result = new MergeJob(plan, job, folder, parsed.GetValue(SharedPartOptions.Verify)).Run(display, cancellationToken);
        if (json)
            Console.WriteLine(result.ToJson());
        else if (!quiet)
            result.Print(display);
    }
}
