using System.CommandLine;
using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Options;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary><c>tercet train</c>: from labelled items to a trained encoder.</summary>
internal static class TrainCommand
{
    private const double DefaultTarget = 0.5;

    private static readonly SharedOptions Shared = new(
        "training run", "tercet-training", requireData: true,
        "Threads of torch and of mining, 1 or more; the last bits of the weights depend on it.",
        "Resume the training run in this folder from its last checkpoint; the result is byte-identical to that of an "
        + "uninterrupted run. Give the other options as they were.");

    private static readonly Option<double?> Adaptive = new("--adaptive")
    {
        HelpName = "[FRACTION]",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "Adapt hardness to keep the fraction of active triplets near this value, in (0, 1), within --floor and "
            + $"--cap; replaces the curve. [default with --adaptive: {DefaultTarget.ToString(CultureInfo.InvariantCulture)}]",
        CustomParser = result => result.Tokens.Count == 0 ? DefaultTarget : OptionFactory.Parse<double>(result, "--adaptive"),
    };

    private static readonly Option<OnCollapse> OnCollapseOption = OptionFactory.OfEnum(
        "--on-collapse",
        "When the encoder collapses, that is no longer retrieves: warn, stop training, or rescue it: mine the nearest negatives "
            + "beyond the positive until it retrieves again, and stop where it does not within three epochs.",
        OnCollapse.Warn);

    public static Command Create()
    {
        var command = new GroupedCommand(
            "train", "Train an encoder on triplets that are re-mined before each epoch, along one hardness schedule.")
        {
            Examples =
            [
                "tercet train --data photos/ --color --size 64 --out RUN        one sub-folder of images per class",
                "tercet train --data items.csv --catalog catalog.csv --images photos/ --out RUN",
                "tercet train --data items.csv --embeddings clip.npy --hidden 256 --out RUN      a head on a frozen model",
                "tercet train --data items.csv --images photos/ --scale relative --floor 0.45 --cap 0.75 --cycles 1",
                "tercet train --data items.csv --images photos/ --adaptive --on-collapse rescue",
                "tercet train --data items.csv --images photos/ --mine batches --loss nt-xent --epochs 20",
                "tercet train --data items.csv --images photos/ --out RUN --resume",
            ],
        };
        var (sequence, learning) = (Shared.Sequence, Shared.Learning);
        command.AddGroup("Data", [.. Shared.Data.Sources, .. sequence.HeldOut]);
        command.AddGroup("Encoder", Shared.Network.All);
        command.AddGroup("Images", Shared.Images.All);
        command.AddGroup("Training", [.. sequence.Length, .. learning.All, sequence.Distance, OnCollapseOption, sequence.Seed]);
        command.AddGroup("Batches of classes", [sequence.Kind, .. sequence.Batches, .. learning.OfBatches]);
        command.AddGroup("Hardness", [.. sequence.Hardness, Adaptive]);
        command.AddGroup("Candidates and positives", Shared.CandidateGroup);
        command.AddGroup("Output", Shared.OutputGroup);
        command.SetWork((parsed, cancellationToken) =>
        {
            var job = Read(parsed);
            var display = new ProgressDisplay(Shared.Output.Quiet(parsed));
            var result = job.Run(
                display, (epoch, before) => Report(parsed, epoch, before, job.Options, display), cancellationToken);
            Shared.Print(parsed, result, display);
        });
        return command;
    }

    private static TrainJob Read(ParseResult parsed)
    {
        var faults = new UsageFaults();
        var options = Shared.Learning.Read(parsed, Shared.Sequence.Read(parsed, faults, Adaptive), Shared.Sequence.Distance) with
        {
            AdaptiveTarget = parsed.GetValue(Adaptive),
            OnCollapse = parsed.GetValue(OnCollapseOption),
        };
        var files = Shared.Data.Read(parsed, Shared.Data.PathOf(parsed)!);
        var target = Shared.ReadTarget(parsed);
        var inputs = Shared.Read(parsed, files, Shared.Sequence.ReadSplit(parsed, faults), options, target, faults);
        faults.Add(Shared.Sequence.Faults(parsed, Shared.Learning.OfTriplets, Shared.Learning.OfBatches));
        faults.ThrowIfAny();
        return new TrainJob { Inputs = inputs, Options = options, Target = target, WithReport = Shared.WithReport(parsed) };
    }

    private static void Report(
        ParseResult parsed, EpochResult epoch, EpochResult? before, TrainingOptions options, ProgressDisplay display)
    {
        if (Shared.Output.Quiet(parsed))
            return;
        if (!Shared.Output.Json(parsed))
            display.WriteLine(EpochText.Line(epoch, options.Mining.Epochs), Console.Out);
        if (EpochText.Warning(epoch, before, options) is { } warning)
            display.WriteLine($"warning: {warning}", Console.Error);
    }
}
