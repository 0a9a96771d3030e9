using System.CommandLine;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.Torch.Comparison;
using Tercet.Torch.Losses;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary><c>tercet compare</c>: one encoder, trained with several strategies.</summary>
internal static class CompareCommand
{
    /// <summary>
    /// The defaults on the demo set: 1,000 classes to train on, as in the experiment of docs/choosing-a-strategy.md, and as many
    /// triplets as take three minutes on two cores. Chosen on other characters (docs/commands/compare.md).
    /// </summary>
    private const double DemoTestRatio = 0.5;

    private static readonly TripletOptions Demo = new() { TripletsPerEpoch = 1800, Epochs = 5 };

    private static readonly string[] DefaultStrategies =
        ["easiest", "hardest", "random", "semi-hard", "constant", "sigmoid", "cyclic-sigmoid", "relative"];

    private static readonly SharedOptions Shared = new(
        "comparison", "tercet-comparison", requireData: false,
        "Number of parallel training runs, 1 or more, each on one thread; the result does not depend on it.",
        "Resume the comparison in this folder with the training runs that it lacks; the result is byte-identical to that of an "
        + "uninterrupted one. Give the other options as they were; --threads may differ.");

    private static readonly Option<bool> OnDemo = OptionFactory.Switch(
        "--demo",
        $"Compare on the bundled set of 2,000 characters instead of --data: unpacked to the folder {DemoSet.DefaultFolder}, with "
        + Invariant($"--test-ratio {DemoTestRatio}, --epochs {Demo.Epochs} and --triplets {Demo.TripletsPerEpoch} by ")
        + "default, and the comparison in its sub-folder.");

    private static readonly IReadOnlyList<StrategyVariant> InBatches = StrategyVariant.InBatches(
        new BatchOptions(), new SemiHardLoss(), new BatchHardLoss(), new NtXentLoss());

    private static readonly Option<string> Strategies = OptionFactory.Text(
        "--strategies", "A,B,…",
        $"Strategies to compare, separated by commas: {Names(StrategyVariant.All)}; in batches of as many images "
        + $"{Names(InBatches)}; or all, or batches. With +reversed or +shuffled after a name, a schedule's hardness values in another "
        + "order.",
        string.Join(',', DefaultStrategies));

    private static readonly Option<string?> Reference = OptionFactory.OptionalText(
        "--reference", "NAME",
        "The strategy, or baseline (inputs, hog, untrained), that the differences in the table are from. [default: random, or else the "
        + "first strategy]");

    private static readonly Option<int> Seeds = OptionFactory.Number(
        "--seeds", "N",
        "Training runs per strategy, 1 or more, with consecutive seeds from --seed on; a seed sets weights, split and "
            + "triplets.", 5);

    public static Command Create()
    {
        var command = new GroupedCommand(
            "compare",
            "Train one encoder with several strategies, with several seeds each, and compare the results on unseen classes.")
        {
            Examples =
            [
                "tercet compare --demo",
                "tercet compare --data items.csv --catalog catalog.csv --images photos/ --out RUN",
                "tercet compare --data items.csv --embeddings clip.npy --strategies random,semi-hard,sigmoid,relative --seeds 5",
                "tercet compare --data items.csv --catalog catalog.csv --images photos/ --out RUN --resume",
            ],
        };
        var (sequence, learning) = (Shared.Sequence, Shared.Learning);
        command.AddGroup("Data", [OnDemo, .. Shared.Data.Sources, .. sequence.HeldOut]);
        command.AddGroup("Encoder", Shared.Network.All);
        command.AddGroup("Images", Shared.Images.All);
        command.AddGroup("Strategies", [Strategies, Reference, Seeds, .. sequence.Bounds, .. sequence.BatchShape, learning.Temperature]);
        command.AddGroup("Training", [.. sequence.Length, .. learning.All, sequence.Distance, sequence.Seed]);
        command.AddGroup("Candidates and positives", Shared.CandidateGroup);
        command.AddGroup("Output", Shared.OutputGroup);
        command.SetWork((parsed, cancellationToken) =>
        {
            var job = Read(parsed);
            var silent = Shared.Output.Quiet(parsed) || Shared.Output.Json(parsed);
            var display = new ProgressDisplay(Shared.Output.Quiet(parsed));
            var result = job.Run(display, line => WriteLine(line, display, silent), cancellationToken);
            Shared.Print(parsed, result, display);
        });
        return command;
    }

    private static CompareJob Read(ParseResult parsed)
    {
        var isDemo = parsed.GetValue(OnDemo);
        RequireData(parsed, isDemo);
        var faults = new UsageFaults();
        var mining = Shared.Sequence.ReadWithoutStrategy(parsed, faults);
        var split = Shared.Sequence.ReadSplit(parsed, faults);
        var target = Shared.ReadTarget(parsed);
        if (isDemo)
        {
            mining = Shared.Sequence.WithDefaults(parsed, mining, Demo);
            split = Shared.Sequence.WithDefault(parsed, split, DemoTestRatio);
            if (!Shared.Output.IsFolderSpecified(parsed))
                target = target with { Folder = Path.Combine(DemoSet.DefaultFolder, "comparison"), Overwrite = true };
        }
        var options = Shared.Learning.Read(parsed, mining, Shared.Sequence.Distance);
        var files = isDemo ? DemoSet.FilesIn(DemoSet.DefaultFolder) : Shared.Data.Read(parsed, Shared.Data.PathOf(parsed)!);
        var inputs = Shared.Read(parsed, files, split, options, target, faults);
        var shape = Shared.Sequence.ReadShape(parsed);
        faults.Add(shape.Faults());
        var semiHard = new SemiHardLoss { Triplet = Shared.Learning.ReadTripletLoss(parsed, mining.Distance) };
        var batchHard = Shared.Learning.ReadBatchHard(parsed, mining.Distance, Shared.Sequence.Distance);
        var ntXent = Shared.Learning.ReadNtXent(parsed);
        faults.Add(ntXent.Faults());
        var inBatches = StrategyVariant.InBatches(shape, semiHard, batchHard, ntXent);
        var variants = ReadStrategies(parsed.GetRequiredValue(Strategies), inBatches, faults);
        var reference = ReadReference(parsed, variants, inputs, faults);
        if (parsed.GetValue(Seeds) < 1)
            faults.Add(Invariant($"--seeds is {parsed.GetValue(Seeds)}; expected 1 or more."));
        faults.ThrowIfAny();
        return new CompareJob
        {
            Demo = isDemo ? DemoSet.DefaultFolder : null,
            Inputs = inputs,
            Options = options,
            Variants = variants,
            Shape = variants.Exists(variant => inBatches.Any(other => variant.IsOf(other))) ? shape : null,
            Temperature = ntXent.Temperature,
            Seeds = parsed.GetValue(Seeds),
            Reference = reference,
            Target = target,
            WithReport = Shared.WithReport(parsed),
        };
    }

    private static void RequireData(ParseResult parsed, bool isDemo)
    {
        var isSpecified = Shared.Data.PathOf(parsed) is not null;
        if (isDemo == isSpecified)
        {
            throw new UsageException(isDemo
                ? "--demo includes its own data, but --data is given too. Leave out one of them."
                : "no data to compare on. Name a table or a folder with --data, or try the bundled set with --demo.");
        }
        if (isDemo && parsed.Specified([.. Shared.Data.Sources, .. Shared.Data.Filters]).ToList() is { Count: > 0 } specified)
        {
            var them = specified.Count == 1 ? "it" : "them";
            throw new UsageException(
                $"{string.Join(", ", specified)}: no effect with --demo, which includes its own data. Leave {them} out.");
        }
    }

    private static List<StrategyVariant> ReadStrategies(string text, IReadOnlyList<StrategyVariant> inBatches, UsageFaults faults)
    {
        StrategyVariant[] known = [.. StrategyVariant.All, .. inBatches];
        var found = new List<StrategyVariant>();
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries))
        {
            IReadOnlyList<StrategyVariant> named = name switch
            {
                "all" => StrategyVariant.All,
                "batches" => inBatches,
                _ => Find(name, known),
            };
            if (named.Count == 0)
                faults.Add($"--strategies names '{name}'; expected {Names(known)}, all, or batches.");
            foreach (var variant in named)
            {
                if (found.Exists(other => other.Name == variant.Name))
                    faults.Add($"--strategies names {variant.Name} twice. Name each once.");
                else
                    found.Add(variant);
            }
        }
        return found;
    }

    /// <summary>The variant of a name, with the order that stands after it.</summary>
    private static StrategyVariant[] Find(string name, StrategyVariant[] known)
    {
        if (Array.Find(known, variant => variant.Name == name) is { } exact)
            return [exact];
        var parts = name.Split('+');
        var ordered = Array.Find(known, variant => variant.Name == string.Join('+', parts[..^1]));
        return ordered is { FollowsSchedule: true } && EnumNames.Parse<HardnessOrder>(parts[^1]) is { } order
            ? [ordered.WithOrder(order)]
            : [];
    }

    private static string ReadReference(
        ParseResult parsed, List<StrategyVariant> variants, TrainingInputs inputs, UsageFaults faults)
    {
        const string Random = "random";
        string[] known =
        [
            .. variants.Select(variant => variant.Name), "inputs", .. inputs.Encoder.TakesImages ? ["hog"] : (string[])[],
            Baseline.Untrained.Name,
        ];
        var name = parsed.GetValue(Reference) ?? (known.Contains(Random) ? Random : known[0]);
        if (!known.Contains(name))
            faults.Add($"--reference names '{name}'; expected one of {string.Join(", ", known)}.");
        return name;
    }

    private static string Names(IEnumerable<StrategyVariant> variants) =>
        string.Join(", ", variants.Select(variant => variant.Name));

    private static void WriteLine(string line, ProgressDisplay display, bool silent)
    {
        if (!silent)
            display.WriteLine(line, Console.Out);
    }
}
