using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Options;
using Tercet.CommandLine.Runs;

namespace Tercet.Cli.Commands;

/// <summary><c>tercet mine</c>: from labelled items to a run.</summary>
internal static class MineCommand
{
    private static readonly DataOptions Data = new();
    private static readonly EncoderOptions Encoder = new();
    private static readonly SequenceOptions Sequence = new(new TripletOptions());

    private static readonly Option<int?> TestTriplets = OptionFactory.OptionalNumber<int>(
        "--test-triplets", "N", "Test triplets, 0 or more. [default: triplets × test ratio]");

    private static readonly Option<int?> TestBatches = OptionFactory.OptionalNumber<int>(
        "--test-batches", "N", "Test batches, 0 or more. [default: one pass over the test classes]");

    private static readonly Option<StepRange?> Steps = new("--steps")
    {
        HelpName = "A..B",
        Description = "Only the training steps (triplets or batches) from A to before B, identical to those of the whole "
            + "sequence. [default: all]",
        CustomParser = ParseSteps,
    };

    private static readonly OutputOptions Output = new("run", "tercet-run");

    private static readonly Option<TableFormat> Format = OptionFactory.OfEnum(
        "--format", "File format of the sequence.", TableFormat.Parquet);

    private static readonly Option<bool> NoReport = new("--no-report")
    {
        Description = "Write the sequence, split.csv and the manifest alone: no plots, no report.",
    };

    public static Command Create()
    {
        var command = new GroupedCommand(
            "mine",
            "Mine an ordered sequence of triplets, or of batches, from labelled items, and write it with a manifest, plots and "
                + "a report.")
        {
            Examples =
            [
                "tercet mine --data photos/ --out RUN                 one sub-folder of images per class",
                "tercet mine --data items.csv --images photos/ --out RUN",
                "tercet mine --data items.csv --catalog catalog.csv --images photos/ --triplets 70000 --cycles 70",
                "tercet mine --data items.csv --images photos/ --encoder model.onnx --preset imagenet --out RUN",
                "tercet mine --data items.csv --embeddings items.npy --distance cosine --out RUN",
                "tercet mine --data items.csv --embeddings epoch3.npy --epochs 10 --steps 30000..40000",
                "tercet mine --data items.csv --embeddings items.npy --mine batches --classes-per-batch 32 --samples-per-class 2",
            ],
        };
        command.AddGroup("Data", [.. Data.Sources, .. Sequence.HeldOut]);
        command.AddGroup("Encoder", [.. Encoder.Model, .. Encoder.Images]);
        command.AddGroup("Sequence", [.. Sequence.Length, TestTriplets, Steps, Sequence.Seed]);
        command.AddGroup("Batches of classes", [Sequence.Kind, .. Sequence.Batches, TestBatches]);
        command.AddGroup("Hardness", Sequence.Hardness);
        command.AddGroup(
            "Candidates and positives", [Sequence.Positive, Sequence.Distance, .. Data.Filters, .. Sequence.Candidates]);
        command.AddGroup("Output", [Output.Folder, Format, NoReport, .. Output.Others, Sequence.Threads]);
        command.SetWork(Run);
        return command;
    }

    private static void Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        var faults = new UsageFaults();
        faults.Add(Sequence.Faults(parsed, [TestTriplets], [TestBatches]));
        var options = ReadSequence(parsed, faults);
        var split = Sequence.ReadSplit(parsed, faults);
        faults.ThrowIfAny();
        var files = Data.Read(parsed, Data.PathOf(parsed)!);
        var job = new MineJob
        {
            Files = files,
            Encoding = ReadEncoding(parsed, files, options.MaxDegreeOfParallelism),
            Options = options,
            Split = split,
            Steps = parsed.GetValue(Steps),
            Out = Output.FolderOf(parsed),
            Format = parsed.GetValue(Format),
            Overwrite = Output.Force(parsed),
            WithReport = !parsed.GetValue(NoReport),
        };
        var display = new ProgressDisplay(Output.Quiet(parsed));
        var result = job.Run(display, cancellationToken);
        if (Output.Json(parsed))
            Console.WriteLine(RunSummary.ToJson(result.Folder, result.Manifest, result.Train));
        else if (!Output.Quiet(parsed))
            result.Print(display);
    }

    private static MiningOptions ReadSequence(ParseResult parsed, UsageFaults faults) => Sequence.Read(parsed, faults) switch
    {
        TripletOptions triplets => triplets with { TestTriplets = parsed.GetValue(TestTriplets) },
        BatchOptions batches => batches with { TestBatches = parsed.GetValue(TestBatches) },
        var options => options,
    };

    private static ImageEncoding ReadEncoding(ParseResult parsed, DataFiles files, int threads)
    {
        if (files.Embeddings is not null && Encoder.Specified(parsed).ToList() is { Count: > 0 } specified)
            throw new UsageException(ImageOptions.WithoutImages(specified));
        return Encoder.Read(parsed, threads);
    }

    private static StepRange? ParseSteps(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split("..");
        if (parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end))
            return new StepRange(start, end);
        result.AddError($"--steps is '{text}'; expected A..B, such as 0..1000: from step 0 to before step 1000.");
        return null;
    }
}
