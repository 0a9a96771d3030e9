using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.Torch.Onnx;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using Tercet.Vision.Encoders;
using TorchSharp;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>One run of <c>tercet train</c>: reads, trains, keeps a checkpoint of every epoch, and writes what came of it.</summary>
internal sealed record TrainJob
{
    public required TrainingInputs Inputs { get; init; }
    public required TrainingOptions Options { get; init; }
    public required string Out { get; init; }
    public bool Overwrite { get; init; }
    public bool Resume { get; init; }

    /// <summary>Does it.</summary>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="report">Is told of each epoch, with the one before.</param>
    /// <param name="cancellationToken">Ends it early; the last whole epoch is kept.</param>
    public TrainResult Run(ProgressDisplay display, Action<EpochResult, EpochResult?> report, CancellationToken cancellationToken)
    {
        if (Resume && !File.Exists(Path.Combine(Out, TrainingFiles.Training.Record)))
            throw new InvalidInputException($"{Out}: no training to go on with ({TrainingFiles.Training.Record} is missing). Name the folder of one with --out, or leave --resume out.");
        var files = new List<ManifestInput>();
        var (data, excluded) = Inputs.ReadTables(Options.Mining, files);
        using var pixels = Inputs.OpenPixels();
        using var folder = RunFolder.Create(Out, TrainingFiles.Training, Overwrite, Resume);
        using var rows = Inputs.Read(data, pixels, files, display, cancellationToken);
        var record = Describe(rows, pixels, files);
        foreach (var name in record.Files)
            folder.StagingPath(name); // what is in the way is better told now than after hours of training
        var note = TorchStart.Load();
        torch.set_num_threads(Options.Mining.MaxDegreeOfParallelism);
        using var encoder = Inputs.Encoder.Create(rows.Items.Dimensions, Options.Mining.Seed);
        using var trainer = new EncoderTrainer(new MiningSource(rows.Data, rows.Items, rows.Catalog, excluded), encoder, Options);
        using var events = new TensorBoardLog();
        if (Resume)
            GoOn(trainer, record, events);
        else
            folder.Write(TrainingFiles.Training.Record, record.ToJson());
        if (!trainer.IsDone)
            Train(trainer, folder, events, display, report, cancellationToken);
        var validation = display.Run("Validating", _ => Validation.Evaluate(trainer, Options.Mining.MaxDegreeOfParallelism));
        folder.Write(TrainingFiles.Validation, ValidationReport.ToJson(validation));
        foreach (var (name, content) in TrainingPlot.Draw(trainer.Results, Options.Sequence.LossAtCollapse).Files("training"))
            folder.Write(name, content);
        OnnxExport.Write(encoder, Options.UnitLength, folder.StagingPath(TrainingFiles.Encoder));
        folder.Commit();
        return new TrainResult
        {
            Folder = Out,
            Record = record,
            Encoder = encoder.Description,
            Options = Options,
            Epochs = [.. trainer.Results],
            TrainingItems = rows.Data.Items.Count - rows.Data.Items.WithoutClass - rows.Data.Items.WithoutImage - trainer.TestItems.Count,
            Validation = validation,
            Note = note,
        };
    }

    private TrainingRecord Describe(EmbeddedData rows, ImageEncoder? pixels, List<ManifestInput> inputs) => new()
    {
        Version = MineJob.Version,
        Options = RecordedOptions.From(Options, Inputs.Files) with { Threads = Options.Mining.MaxDegreeOfParallelism },
        Inputs = inputs,
        Encoder = Inputs.Encoder,
        Pixels = pixels is null ? null : ImageEncoding.Describe(pixels),
        Counts = TrainingRecord.CountsOf(rows.Data, rows.Items.Dimensions),
        Skipped = [.. SkippedData.Of(rows.Data)],
        Files = TrainingFiles.OfTraining(Options.Mining.Epochs),
    };

    /// <summary>Takes up the last checkpoint, where everything else is as it was.</summary>
    private void GoOn(EncoderTrainer trainer, TrainingRecord record, TensorBoardLog events)
    {
        record.RequireSameIn(Out, TrainingFiles.Training);
        if (TrainingFiles.LatestCheckpoint(Out, Options.Mining.Epochs) is not { } checkpoint)
            return;
        GoOn(trainer, checkpoint);
        foreach (var result in trainer.Results)
            events.Add(result);
    }

    private void GoOn(EncoderTrainer trainer, string checkpoint)
    {
        const string Advice = "Move the file away, and --resume goes on from the epoch before.";
        var path = Path.Combine(Out, checkpoint);
        try
        {
            trainer.Resume(path);
        }
        catch (InvalidInputException e)
        {
            throw new InvalidInputException($"{e.Message} {Advice}", e);
        }
        if (checkpoint != TrainingFiles.Checkpoint(trainer.Results.Count - 1))
            throw new InvalidInputException(Invariant($"{path}: a checkpoint of epoch {trainer.Results.Count}. Expected that of its name. {Advice}"));
    }

    private void Train(
        EncoderTrainer trainer, RunFolder folder, TensorBoardLog events, ProgressDisplay display, Action<EpochResult, EpochResult?> report, CancellationToken cancellationToken)
    {
        var (first, batches) = (trainer.Results.Count, trainer.BatchesPerEpoch);
        var status = "";
        display.Run("Training", progress =>
        {
            while (!trainer.IsDone)
            {
                var before = trainer.Results.Count == 0 ? null : trainer.Results[^1];
                var epoch = Invariant($"Epoch {trainer.Results.Count + 1} of {Options.Mining.Epochs}");
                Volatile.Write(ref status, epoch);
                var result = TrainEpoch(trainer, new BatchProgress(batch =>
                {
                    progress.Report(((int)(1000L * ((long)(trainer.Results.Count - first) * batches + batch.Done) / ((long)(Options.Mining.Epochs - first) * batches)), 1000));
                    Volatile.Write(ref status, epoch + Invariant($": loss {batch.MeanLoss:0.0000}") + (before is null ? "" : Invariant($", active {before.Metrics.ActiveFraction:0 %} before")));
                }), cancellationToken);
                events.Add(result);
                trainer.Save(folder.StagingPath(TrainingFiles.Checkpoint(result.Epoch)));
                folder.Write(TrainingFiles.Epochs, EpochTable.Write(trainer.Results));
                folder.Write(TrainingFiles.Events, events.Content);
                folder.Commit();
                report(result, before);
            }
            return true;
        }, () => Volatile.Read(ref status));
    }

    private EpochResult TrainEpoch(EncoderTrainer trainer, BatchProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return trainer.TrainEpoch(progress, cancellationToken);
        }
        catch (OperationCanceledException) when (trainer.Results.Count > 0)
        {
            var checkpoint = Path.Combine(Out, TrainingFiles.Checkpoint(trainer.Results.Count - 1));
            throw new InterruptedException(Invariant($"interrupted in epoch {trainer.Results.Count + 1} of {Options.Mining.Epochs}; {checkpoint} holds the last whole one. Go on from there with the same command and --resume."));
        }
    }

    private sealed class BatchProgress(Action<EpochProgress> report) : IProgress<EpochProgress>
    {
        public void Report(EpochProgress value) => report(value);
    }
}
