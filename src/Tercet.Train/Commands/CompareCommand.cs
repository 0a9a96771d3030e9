using System.CommandLine;
using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.Torch.Comparison;
using Tercet.Torch.Losses;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary><c>tercet compare</c>: one encoder, trained by several strategies.</summary>
internal static class CompareCommand
{
    private static readonly string[] DefaultStrategies = ["easiest", "hardest", "random", "semi-hard", "constant", "sigmoid", "cyclic-sigmoid", "relative"];

    /// <summary>
    /// What holds on the demo set where nothing else is said: 1,000 classes to train on, as in the experiment of docs/strategies.md, and as many triplets as end within
    /// three minutes on two cores. Chosen on other characters (docs/commands/compare.md).
    /// </summary>
    private static readonly TripletOptions Demo = new() { Triplets = 1800, Epochs = 5, TestRatio = 0.5 };

    private static readonly Option<bool> OnDemo = new("--demo") { Description = Invariant($"Compare on the bundled set of 2,000 characters, in place of --data: unpacked to the folder {DemoCommand.Folder}, with --test-ratio {Demo.TestRatio}, --epochs {Demo.Epochs} and --triplets {Demo.Triplets} where not given, and the comparison in its sub-folder.") };
    private static readonly DataOptions Data = new(required: false);
    private static readonly NetworkOptions Network = new();
    private static readonly ImageOptions Images = new();
    private static readonly SequenceOptions Sequence = SharedOptions.Sequence("Trainings at once, 1 or more, each on one thread; the result does not depend on it.");
    private static readonly LearningOptions Learning = new();
    private static readonly Option<string> Strategies = Options.Text("--strategies", "A,B,…", $"What is compared, by names separated by commas: {string.Join(", ", StrategyVariant.All.Select(variant => variant.Name))}; in batches of as many images {string.Join(", ", StrategyVariant.InBatches(new(), new TripletLoss(), new()).Select(variant => variant.Name))}; or all, or batches.", string.Join(',', DefaultStrategies));
    private static readonly Option<int> Seeds = Options.Number("--seeds", "N", "Trainings of each strategy, 1 or more, with seeds from --seed on, which give weights, split and triplets.", 3);
    private static readonly OutputOptions Output = new("comparison", "tercet-comparison");
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with the comparison that the folder holds: make the trainings that it lacks, and end with the same bytes as if it had never stopped. Give the other options as they were; --threads may differ." };

    public static Command Create()
    {
        var command = new GroupedCommand("compare", "Trains one encoder by several strategies, with several seeds each, and compares what comes of it on unseen classes.")
        {
            Examples =
            [
                "tercet compare --demo",
                "tercet compare --data items.csv --catalog catalog.csv --images photos/ --out RUN",
                "tercet compare --data items.csv --embeddings clip.npy --strategies random,semi-hard,sigmoid,relative --seeds 5",
                "tercet compare --data items.csv --catalog catalog.csv --images photos/ --out RUN --resume",
            ],
        };
        command.AddGroup("Data", [OnDemo, .. Data.Sources, .. Sequence.HeldOut]);
        command.AddGroup("Encoder", Network.All);
        command.AddGroup("Images", Images.All);
        command.AddGroup("Strategies", [Strategies, Seeds, .. Sequence.Bounds, .. Sequence.BatchShape, Learning.Temperature]);
        command.AddGroup("Training", [.. Sequence.Length, .. Learning.All, Sequence.Distance, Sequence.Seed]);
        command.AddGroup("Candidates and positives", [Sequence.Positive, .. Data.Filters, .. Sequence.Candidates]);
        command.AddGroup("Output", [Output.Folder, Resume, .. Output.Others, Sequence.Threads]);
        command.SetAction((parsed, cancellationToken) =>
        {
            var job = Read(parsed);
            var (quiet, json) = (Output.Quiet(parsed), Output.Json(parsed));
            var display = new ProgressDisplay(quiet);
            var result = job.Run(display, line => Say(line, display, quiet || json), cancellationToken);
            if (json)
                Console.WriteLine(result.ToJson());
            else if (!quiet)
                result.Print(display);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static CompareJob Read(ParseResult parsed)
    {
        var demo = parsed.GetValue(OnDemo);
        var path = Data.PathOf(parsed);
        if (demo == (path is not null))
            throw new InvalidOptionsException([demo
                ? "--demo brings data of its own, but --data is given too. Leave out one of them."
                : "nothing to compare on. Name a table or a folder with --data, or try the bundled set with --demo."]);
        var mining = Sequence.ReadWithoutStrategy(parsed);
        var folder = Output.FolderOf(parsed);
        if (demo)
        {
            mining = Sequence.WithDefaults(parsed, mining, Demo);
            folder = Output.FolderGiven(parsed) ? folder : Path.Combine(DemoCommand.Folder, "comparison");
        }
        var options = Learning.Read(parsed, mining);
        var faults = new List<string>();
        var shape = Sequence.ReadShape(parsed);
        faults.AddRange(shape.Faults());
        faults.AddRange(Learning.NtXent(parsed).Faults().Select(fault => fault.Message));
        var inBatches = StrategyVariant.InBatches(shape, Learning.Triplet(parsed, mining.Distance), Learning.NtXent(parsed));
        var variants = ReadStrategies(parsed.GetRequiredValue(Strategies), inBatches, faults);
        if (parsed.GetValue(Seeds) < 1)
            faults.Add(Invariant($"--seeds is {parsed.GetValue(Seeds)}; expected 1 or more."));
        if (parsed.GetValue(Resume) && Output.Force(parsed))
            faults.Add("--resume goes on with a comparison, --force replaces it: give one of them.");
        var files = demo ? DemoCommand.Files(DemoCommand.Folder) : Data.Read(parsed, path!);
        if (demo && Options.Given(parsed, Data.Sources).Concat(Options.Given(parsed, Data.Filters)).ToList() is { Count: > 0 } given)
            faults.Add($"{string.Join(", ", given)}: of no use with --demo, which brings data of its own. Leave {(given.Count == 1 ? "it" : "them")} out.");
        faults.AddRange(SharedOptions.Faults(parsed, files, folder, Network, Images, Learning, options));
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
        return new CompareJob
        {
            Demo = demo ? DemoCommand.Folder : null,
            Inputs = SharedOptions.Inputs(parsed, files, Network, Images, options),
            Options = options,
            Variants = variants,
            Shape = variants.Exists(variant => inBatches.Contains(variant)) ? Sequence.ReadShape(parsed) : null,
            Temperature = variants.Exists(variant => inBatches.Contains(variant)) ? Learning.NtXent(parsed).Temperature : null,
            Seeds = parsed.GetValue(Seeds),
            Out = folder,
            Overwrite = Output.Force(parsed) || (demo && !Output.FolderGiven(parsed)),
            Resume = parsed.GetValue(Resume),
        };
    }

    private static List<StrategyVariant> ReadStrategies(string text, IReadOnlyList<StrategyVariant> inBatches, List<string> faults)
    {
        StrategyVariant[] known = [.. StrategyVariant.All, .. inBatches];
        var found = new List<StrategyVariant>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            IReadOnlyList<StrategyVariant> named = name switch
            {
                "all" => StrategyVariant.All,
                "batches" => inBatches,
                _ => [.. known.Where(variant => variant.Name == name)],
            };
            if (named.Count == 0)
                faults.Add($"--strategies names '{name}'; expected {string.Join(", ", known.Select(variant => variant.Name))}, all, or batches.");
            foreach (var variant in named)
            {
                if (found.Contains(variant))
                    faults.Add($"--strategies names {variant.Name} twice. Name each once.");
                else
                    found.Add(variant);
            }
        }
        return found;
    }

    private static void Say(string line, ProgressDisplay display, bool silent)
    {
        if (!silent)
            display.Say(line, Console.Out);
    }

}
