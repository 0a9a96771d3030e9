using System.CommandLine;
using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Parts;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet status</c>: how far a run in parts is.</summary>
internal static class StatusCommand
{
    private const int ShownRows = 20;

    private static readonly Argument<string> Run = new("RUN") { Description = "The folder of the plan and its parts." };

    private static readonly Option<bool> Json = OptionFactory.Switch("--json", "Print every part as JSON.");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "status", "Show how far a run in parts is: parts done, running, failed and waiting, and the time left.")
        {
            Examples = ["tercet status RUN", "tercet status RUN --json"],
            WritesFiles = false,
        };
        command.Add(Run);
        command.AddGroup("Output", Json);
        command.SetWork(Show);
        return command;
    }

    private static void Show(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (run, json) = (parsed.GetRequiredValue(Run), parsed.GetValue(Json));
        if (SharedPartOptions.IsMerged(run))
        {
            Console.WriteLine(json
                ? ConsoleSummary.ToJson(new JsonObject { ["run"] = run, ["state"] = "merged" })
                : $"{run}: merged. 'tercet inspect {Invocation.Quote(run)}' shows a mined run.");
            return;
        }
        var plan = RunPlan.Read(run);
        var status = PartsStatus.Of(run, plan, DateTime.UtcNow, cancellationToken);
        if (json)
            Console.WriteLine(ToJson(run, status));
        else
            Print(run, plan, status);
    }

    private static void Print(string run, RunPlan plan, PartsStatus status)
    {
        Console.WriteLine(Invariant(
            $"{run}: {status.Count(PartPhase.Done):N0} of {plan.Parts.Count:N0} parts done, {100 * status.WorkDone:0} % of the work."));
        Console.WriteLine();
        ConsoleSummary.WritePairs(
        [
            .. Enum.GetValues<PartPhase>().Select(phase => (EnumNames.ToKebabCase(phase), Invariant($"{status.Count(phase):N0}"))),
            ("time left", status.TimeLeft is { } left
                ? status.Count(PartPhase.Done) == plan.Parts.Count ? "none: merge" : $"about {Amounts.Format(left)} at this rate"
                : "unknown until parts run"),
        ]);
        var rows = status.Parts.Where(part => part.Phase is not (PartPhase.Done or PartPhase.Waiting)).ToList();
        foreach (var part in rows.Take(ShownRows))
            Console.WriteLine(Invariant($"  part {part.Number}: {EnumNames.ToKebabCase(part.Phase)}{Describe(part)}"));
        if (rows.Count > ShownRows)
            Console.WriteLine(Invariant($"  … and {rows.Count - ShownRows:N0} more; --json shows all"));
        if (rows.Count > 0)
            Console.WriteLine();
        var name = Invocation.Quote(run);
        var next = status.Parts.FirstOrDefault(part => part.Phase is not PartPhase.Done and not PartPhase.Running);
        ConsoleSummary.WriteNext(status.Count(PartPhase.Done) == plan.Parts.Count
            ? [($"tercet merge {name}", "the run")]
            : [(Invariant($"tercet part {name} {next?.Number ?? 0}"), "the first part that nobody is making")]);
    }

    private static string Describe(PartStatus part) => part switch
    {
        { Message: { } message } => $": {message.Split('\n')[0]}",
        { LastSign: { } time } => $", last sign {Amounts.Format(time)} ago",
        _ => "",
    };

    private static string ToJson(string run, PartsStatus status) => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = run,
        ["state"] = status.Parts.All(part => part.Phase == PartPhase.Done) ? "ready-to-merge" : "unfinished",
        ["parts"] = status.Parts.Count,
        ["work-done"] = Math.Round(status.WorkDone, 4),
        ["seconds-left"] = status.TimeLeft is { } left ? Math.Round(left.TotalSeconds) : null,
        ["by-phase"] = new JsonObject(Enum.GetValues<PartPhase>().Select(
            phase => KeyValuePair.Create(EnumNames.ToKebabCase(phase), (JsonNode?)status.Count(phase)))),
        ["list"] = new JsonArray([.. status.Parts.Select(part => (JsonNode)new JsonObject
        {
            ["part"] = part.Number,
            ["phase"] = EnumNames.ToKebabCase(part.Phase),
            ["seconds-since-last-sign"] = part.LastSign is { } time ? Math.Round(time.TotalSeconds) : null,
            ["message"] = part.Message,
        })]),
    });
}
