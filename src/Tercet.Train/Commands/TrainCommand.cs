using System.CommandLine;
using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;
using Tercet.Torch.Training;

namespace Tercet.Train.Commands;

/// <summary><c>tercet train</c>: from labelled items to a trained encoder.</summary>
internal static class TrainCommand
{
    private const double DefaultTarget = 0.5;

    private static readonly DataOptions Data = new();
    private static readonly NetworkOptions Network = new();
    private static readonly ImageOptions Images = new();
    private static readonly SequenceOptions Sequence = SharedOptions.Sequence("Threads of torch and of mining, 1 or more; the last bits of the weights depend on it.");
    private static readonly LearningOptions Learning = new();
    private static readonly Option<double?> Adaptive = new("--adaptive")
    {
        HelpName = "[SHARE]",
        Arity = ArgumentArity.ZeroOrOne,
        Description = $"In place of a curve: hardness follows the share of triplets with a loss, which it holds near this, above 0 to below 1, between --floor and --cap. [default with --adaptive: {DefaultTarget.ToString(CultureInfo.InvariantCulture)}]",
        CustomParser = result => result.Tokens.Count == 0 ? DefaultTarget : OptionFactory.Parse<double>(result, "--adaptive"),
    };
    private static readonly Option<OnCollapse> OnCollapseOption = OptionFactory.OfEnum("--on-collapse", "What to do when the encoder maps everything to one point: say so, end the training, or take the easiest negatives until it recovers.", OnCollapse.Warn);
    private static readonly OutputOptions Output = new("training", "tercet-training");
    private static readonly Option<bool> Resume = new("--resume") { Description = "Go on with the training that the folder holds, from its last checkpoint, to the same bytes as if it had never stopped. Give the other options as they were." };

    public static Command Create()
    {
        var command = new GroupedCommand("train", "Trains an encoder on triplets, mined anew before each epoch on what it has learned, along one hardness schedule.")
        {
            Examples =
            [
                "tercet train --data photos/ --color --size 64 --out RUN        a sub-folder of images for each class",
                "tercet train --data items.csv --catalog catalog.csv --images photos/ --out RUN",
                "tercet train --data items.csv --embeddings clip.npy --hidden 256 --out RUN      a head on a frozen model",
                "tercet train --data items.csv --images photos/ --scale relative --floor 0.45 --cap 0.75 --cycles 1",
                "tercet train --data items.csv --images photos/ --adaptive --on-collapse lower",
                "tercet train --data items.csv --images photos/ --as batches --loss nt-xent --epochs 20",
                "tercet train --data items.csv --images photos/ --out RUN --resume",
            ],
        };
        command.AddGroup("Data", [.. Data.Sources, .. Sequence.HeldOut]);
        command.AddGroup("Encoder", Network.All);
        command.AddGroup("Images", Images.All);
        command.AddGroup("Training", [.. Sequence.Length, .. Learning.All, Sequence.Distance, OnCollapseOption, Sequence.Seed]);
        command.AddGroup("Batches of classes", [Sequence.As, .. Sequence.Batches, .. Learning.OfBatches]);
        command.AddGroup("Hardness", [.. Sequence.Hardness, Adaptive]);
        command.AddGroup("Candidates and positives", [Sequence.Positive, .. Data.Filters, .. Sequence.Candidates]);
        command.AddGroup("Output", [Output.Folder, Resume, .. Output.Others, Sequence.Threads]);
        command.SetAction((parsed, cancellationToken) =>
        {
            var job = Read(parsed);
            var (quiet, json) = (Output.Quiet(parsed), Output.Json(parsed));
            var display = new ProgressDisplay(quiet);
            var result = job.Run(display, (epoch, before) => Report(epoch, before, job.Options, display, quiet, json), cancellationToken);
            if (json)
                Console.WriteLine(result.ToJson());
            else if (!quiet)
                result.Print(display);
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    private static TrainJob Read(ParseResult parsed)
    {
        var mining = Sequence.Read(parsed);
        var options = Learning.Read(parsed, mining) with { AdaptiveTarget = parsed.GetValue(Adaptive), OnCollapse = parsed.GetValue(OnCollapseOption) };
        var files = Data.Read(parsed, Data.PathOf(parsed)!);
        var folder = Output.FolderOf(parsed);
        var faults = SharedOptions.Faults(parsed, files, folder, Network, Images, Learning, options).ToList();
        faults.AddRange(Sequence.Faults(parsed, Learning.OfTriplets, Learning.OfBatches));
        if (parsed.GetValue(Resume) && Output.Force(parsed))
            faults.Add("--resume goes on with a training, --force replaces it: give one of them.");
        if (faults.Count > 0)
            throw new UsageException(faults);
        return new TrainJob
        {
            Inputs = SharedOptions.Inputs(parsed, files, Network, Images, options),
            Options = options,
            Out = folder,
            Overwrite = Output.Force(parsed),
            Resume = parsed.GetValue(Resume),
        };
    }

    private static void Report(EpochResult epoch, EpochResult? before, TrainingOptions options, ProgressDisplay display, bool quiet, bool json)
    {
        if (quiet)
            return;
        if (!json)
            display.WriteLine(EpochText.Line(epoch, options.Mining.Epochs), Console.Out);
        if (EpochText.Warning(epoch, before, options) is { } warning)
            display.WriteLine($"warning: {warning}", Console.Error);
    }
}
