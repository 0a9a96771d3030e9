using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Parts;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet part</c>: makes one part of a plan.</summary>
internal static class PartCommand
{
    private static readonly Argument<string[]> Which = new("RUN N")
    {
        Arity = new ArgumentArity(1, 2),
        Description = "The folder of the plan, and the number of the part, from 0; the number alone with --plan and --out.",
    };

    private static readonly Option<string?> Plan = OptionFactory.OptionalText(
        "--plan", "FILE", "The plan, where the run's folder is not to be seen from here; paths in it start from the current folder.");

    private static readonly Option<string?> Out = OptionFactory.OptionalText(
        "--out", "FILE", "With --plan: the part's file, to be brought to RUN/parts/ before the merge.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "part",
            "Make one part of a plan. A part that is there is not made again; two processes may make the same part. "
                + "Exit codes: 0 done, 65 do not retry (bad input), 75 try again (here or elsewhere).")
        {
            Examples =
            [
                "tercet part RUN 17",
                "tercet part RUN 17 --verify hash --threads 8",
                "tercet part 17 --plan plan.json --out 00017.part",
            ],
            IsRetried = true,
        };
        command.Add(Which);
        command.AddGroup("Part", Plan, Out, SharedPartOptions.Verify);
        command.AddGroup("Output", SharedPartOptions.Quiet, SharedPartOptions.Json, SharedPartOptions.Threads);
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var display = new ProgressDisplay(parsed.GetValue(SharedPartOptions.Quiet));
        var (run, number) = ReadWhich(parsed);
        if (run is not null && SharedPartOptions.IsMerged(run))
        {
            Report(parsed, number, $"{run} is merged already: there is nothing to do.", made: false);
            return;
        }
        var plan = run is null ? RunPlan.ReadFile(parsed.GetValue(Plan)!) : RunPlan.Read(run);
        var folder = run is null ? null : PlannedJob.Enter(plan, run);
        var target = folder is null ? Path.GetFullPath(parsed.GetValue(Out)!) : new PartsFolder(folder, plan).PathOf(number);
        var made = new PartJob
        {
            Plan = plan,
            Job = PlannedJob.Of(plan, SharedPartOptions.ReadThreads(parsed)),
            Number = number,
            Target = target,
            Verify = parsed.GetValue(SharedPartOptions.Verify),
        }.Run(display, cancellationToken);
        if (folder is not null)
            PartsFolder.RemoveLeft(folder); // where another process made it too, and all are merged by now
        Report(
            parsed, number, Invariant($"Part {number} of {plan.Parts.Count}: {target} ")
            + (made ? $"({display.Times})." : "was there already."), made);
    }

    private static (string? Run, int Number) ReadWhich(ParseResult parsed)
    {
        var values = parsed.GetRequiredValue(Which);
        var (plan, target) = (parsed.GetValue(Plan), parsed.GetValue(Out));
        if (plan is null != target is null)
            throw new UsageException("--plan and --out go together: the plan's file, and the part's.");
        if (plan is not null && values.Length == 2)
            throw new UsageException("a folder and --plan contradict each other. Leave out one of them.");
        if (plan is null && values.Length == 1)
            throw new UsageException($"expected the folder of the plan and the number of the part, such as 'tercet part {values[0]} 0'.");
        return int.TryParse(values[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (plan is null ? values[0] : null, number)
            : throw new UsageException($"the part is '{values[^1]}'; expected its number, from 0.");
    }

    private static void Report(ParseResult parsed, int number, string text, bool made)
    {
        if (parsed.GetValue(SharedPartOptions.Json))
            Console.WriteLine(ConsoleSummary.ToJson(new JsonObject { ["part"] = number, ["made"] = made }));
        else if (!parsed.GetValue(SharedPartOptions.Quiet))
            Console.WriteLine(text);
    }
}
