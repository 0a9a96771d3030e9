using System.CommandLine;
using System.Text.Json.Nodes;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Parts;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet plan</c>: divides a run into parts for many machines.</summary>
internal static class PlanCommand
{
    private static readonly MineOptions Mine = new();

    private static readonly Option<bool> Encode = OptionFactory.Switch(
        "--encode", "Plan the embedding of images (as tercet encode) in place of a sequence; the result is RUN/embeddings.npy.");

    private static readonly Option<int?> Parts = OptionFactory.OptionalNumber<int>(
        "--parts", "N",
        "Parts of about equal work, 1 or more; fewer where there are fewer anchors, passes or images. [default: by the work, about "
        + "a minute of two processors each]");

    private static readonly OutputOptions Output = new("plan", "tercet-run");

    public static Command Create()
    {
        var command = new GroupedCommand(
            "plan",
            "Divide a run into parts that any machines mine, in any order: check and hash the inputs, balance the work, and write "
                + "plan.json. The merged run is byte-for-byte that of tercet mine on one machine.")
        {
            Examples =
            [
                "tercet plan --data items.csv --embeddings items.npy --triplets 10000000 --parts 256 --out RUN",
                "tercet plan --data items.csv --embeddings items.npy --mine batches --epochs 50 --parts 50 --out RUN",
                "tercet plan --encode --data photos/ --encoder model.onnx --preset imagenet --parts 64 --out EMBEDDINGS",
            ],
        };
        Mine.AddTo(command);
        command.AddGroup("Parts", Parts, Encode);
        command.AddGroup("Output", [Output.Folder, .. Mine.Format, .. Output.Others, Mine.Threads]);
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Output.FolderOf(parsed);
        if (parsed.GetValue(Parts) is < 1 and var count)
            throw new UsageException(Invariant($"--parts is {count}; expected 1 or more."));
        var (job, arguments) = parsed.GetValue(Encode) ? ReadEncode(parsed, folder) : ReadMine(parsed, folder);
        var display = new ProgressDisplay(Output.Quiet(parsed));
        var (plan, unit) = new PlanJob
        {
            Job = job,
            Command = arguments,
            Parts = parsed.GetValue(Parts),
            Overwrite = Output.Force(parsed),
        }.Run(display, cancellationToken);
        if (Output.Json(parsed))
            Console.WriteLine(ToJson(folder, plan));
        else if (!Output.Quiet(parsed))
            Print(folder, plan, unit, parsed.GetValue(Parts), display);
    }

    private static (IPartedJob, IReadOnlyList<string>) ReadMine(ParseResult parsed, string folder)
    {
        var job = Mine.Read(parsed, folder);
        if (job.Files.Embeddings is null)
            throw new UsageException(
                "plan needs --embeddings (or --query-embeddings and --passage-embeddings), which every part reads. Make them with 'tercet encode', those of images "
                + "also in parts with 'tercet plan --encode'.");
        return (new PartedMine(job), ["mine", .. Mine.Arguments(parsed)]);
    }

    private static (IPartedJob, IReadOnlyList<string>) ReadEncode(ParseResult parsed, string folder)
    {
        var options = new EncodeOptions();
        var names = options.All.Select(option => option.Name).ToHashSet();
        var specified = Mine.Arguments(parsed);
        var others = parsed.Specified(parsed.CommandResult.Command.Options.Except([Parts, Encode, Mine.Threads, Output.Folder, .. Output.Others])
            .Where(option => !names.Contains(option.Name))).ToList();
        if (others.Count > 0)
            throw new UsageException($"{string.Join(", ", others)}: no effect with --encode, which embeds images alone. Leave out one or the other.");
        var command = new GroupedCommand("encode", "Encode.") { Examples = [] };
        options.AddTo(command);
        var encode = CommandRunner.Parse(new RootCommand { command }, ["encode", .. specified]);
        if (options.IsOfTexts(encode))
            throw new UsageException("--encoder is the folder of a text model, but --encode embeds images. Embed texts with 'tercet encode'.");
        return (
            new PartedEncode(options.Read(encode, folder)),
            ["encode", .. specified]);
    }

    private static void Print(string folder, RunPlan plan, string unit, int? wanted, ProgressDisplay display)
    {
        var (least, most) = (plan.Parts.Min(part => part.Steps), plan.Parts.Max(part => part.Steps));
        Console.WriteLine(Invariant($"{plan.Parts.Count:N0} parts of {plan.Parts.Sum(part => part.Steps):N0} {plan.Make}, in {folder}."));
        Console.WriteLine();
        ConsoleSummary.WritePairs(
        [
            ("part", Invariant($"a range of {unit}, with {least:N0} to {most:N0} {(plan.Make == "embeddings" ? "images" : "steps")}")),
            .. Expected(plan),
            ("inputs", string.Join(", ", plan.Inputs.Select(input => input.Input.Path))),
            ("time", display.Times),
        ]);
        ConsoleSummary.WriteNotes(wanted > plan.Parts.Count
            ? [.. plan.Notes, Invariant($"{wanted} parts were wanted; there are no more {unit} to divide.")]
            : plan.Notes);
        var name = Invocation.Quote(folder);
        ConsoleSummary.WriteNext(
        [
            ($"tercet part {name} 0", "the first part; so on to the last, on any machine that sees the same files"),
            ($"tercet slurm {name}", "scripts for a Slurm cluster"),
            ($"tercet merge {name}", "the run, once all parts are there"),
        ]);
    }

    private static IEnumerable<(string, string)> Expected(RunPlan plan)
    {
        if (plan.Expected is not { } cost)
            yield break;
        var total = TimeSpan.FromSeconds(cost.Seconds * plan.Parts.Count);
        yield return (
            "expected",
            Invariant($"{Amounts.Format(TimeSpan.FromSeconds(cost.Seconds))} per part on {cost.Threads} threads like these, ")
            + Invariant($"{Amounts.Format(total)} for all on one such machine; {Amounts.Format(cost.Bytes)} of memory"));
    }

    private static string ToJson(string folder, RunPlan plan) => ConsoleSummary.ToJson(new JsonObject
    {
        ["run"] = folder,
        ["plan"] = plan.Identity,
        ["make"] = plan.Make,
        ["parts"] = plan.Parts.Count,
        ["steps"] = plan.Parts.Sum(part => part.Steps),
        ["distances"] = plan.Parts.Sum(part => part.Distances),
        ["seconds-per-part"] = plan.Expected?.Seconds,
        ["bytes-per-part"] = plan.Expected?.Bytes,
        ["threads"] = plan.Expected?.Threads,
        ["notes"] = ConsoleSummary.ToJsonArray(plan.Notes),
    });
}
