using System.Text;
using Tercet.CommandLine;
using Tercet.Torch.Onnx;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using TorchSharp;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>A run of <c>tercet train</c>: reads, trains, keeps a checkpoint of every epoch, and writes the results.</summary>
internal sealed record TrainJob
{
    public required TrainingInputs Inputs { get; init; }

    public required TrainingOptions Options { get; init; }

    public required RunTarget Target { get; init; }

    /// <summary>Whether plots and a report are drawn.</summary>
    public bool WithReport { get; init; } = true;

    private int Epochs => Options.Mining.Epochs;

    /// <summary>Runs the job.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="report">Called with each epoch, and the one before.</param>
    /// <param name="cancellationToken">Ends the work early; the last complete epoch is kept.</param>
    public TrainResult Run(ProgressDisplay display, Action<EpochResult, EpochResult?> report, CancellationToken cancellationToken)
    {
        var kind = TrainingFiles.Training;
        Target.RequireResumable(kind);
        using var session = new TrainingSession(Inputs, Options.Mining, kind, Target, display, cancellationToken);
        var recorded = RecordedOptions.From(Options, Inputs.Files, session.Set.Split) with
        {
            Threads = Options.Mining.MaxDegreeOfParallelism,
        };
        var record = session.Describe(recorded, TrainingFiles.OfTraining(Epochs));
        var note = TorchStart.Load();
        torch.set_num_threads(Options.Mining.MaxDegreeOfParallelism);
        using var encoder = Inputs.Encoder.Create(session.Set.Inputs.Dimensions, Options.Mining.Seed);
        using var trainer = new EncoderTrainer(session.Set, encoder, Options);
        var events = new TensorBoardLog(session.Folder);
        if (Target.Resume)
            Resume(trainer, record, events);
        else
            session.Folder.Write(kind.Record, record.ToJson());
        if (!trainer.IsDone)
            display.Run("Training", progress => Train(trainer, session, events, progress, report, cancellationToken));
        var validation = display.Run("Validating", _ => Validation.Evaluate(trainer, Options.Mining.MaxDegreeOfParallelism));
        WriteEpochs(session.Folder, trainer, events);
        session.Folder.Write(SplitFile.Name, SplitFile.Write(session.Set.Items, session.Set.Split));
        session.Folder.Write(TrainingFiles.Validation, ValidationReport.Write(validation));
        OnnxExport.Write(encoder, Options.UnitLength, session.Folder.StagingPath(TrainingFiles.Encoder));
        var result = new TrainResult
        {
            Folder = Target.Folder,
            Record = record,
            Encoder = encoder.Description,
            Options = Options,
            Epochs = [.. trainer.Results],
            TrainingItems = session.Set.Split.TrainRows.Count,
            SplitBy = Inputs.Split.By,
            Validation = validation,
            DataNotes = session.DataNotes,
            Note = note,
        };
        if (WithReport)
            display.Run("Drawing", _ => Draw(session.Folder, result));
        session.Commit();
        return result;
    }

    private static void Draw(RunFolder folder, TrainResult result)
    {
        foreach (var (name, content) in TrainingPlot.Draw(result.Epochs, result.Options.Sequence.LossAtCollapse).Files("training"))
            folder.Write(name, content);
        folder.Write(TrainingFiles.Report, Encoding.UTF8.GetBytes(TrainingPage.Render(result)));
    }

    /// <summary>Resumes from the last checkpoint, where everything else is as it was.</summary>
    private void Resume(EncoderTrainer trainer, TrainingRecord record, TensorBoardLog events)
    {
        record.RequireSameIn(Target.Folder, TrainingFiles.Training);
        if (TrainingFiles.LatestCheckpoint(Target.Folder, Epochs) is not { } checkpoint)
            return;
        Load(trainer, checkpoint);
        foreach (var result in trainer.Results)
            events.Add(result);
    }

    private void Load(EncoderTrainer trainer, string checkpoint)
    {
        const string Advice = "Move the file away, and --resume resumes from the epoch before.";
        var path = Path.Combine(Target.Folder, checkpoint);
        try
        {
            trainer.Resume(path);
        }
        catch (InvalidInputException e)
        {
            throw new InvalidInputException($"{e.Message} {Advice}", e);
        }
        if (checkpoint == TrainingFiles.Checkpoint(trainer.Results.Count - 1))
            return;
        throw new InvalidInputException(
            Invariant($"{path}: a checkpoint of epoch {trainer.Results.Count}. Expected that of its name. {Advice}"));
    }

    private void Train(
        EncoderTrainer trainer, TrainingSession session, TensorBoardLog events, IProgress<WorkProgress> progress,
        Action<EpochResult, EpochResult?> report, CancellationToken cancellationToken)
    {
        var first = trainer.Results.Count;
        while (!trainer.IsDone)
        {
            var before = trainer.Results.Count == 0 ? null : trainer.Results[^1];
            var result = TrainEpoch(trainer, new BatchProgress(progress, trainer, before, first, Epochs), cancellationToken);
            events.Add(result);
            trainer.Save(session.Folder.StagingPath(TrainingFiles.Checkpoint(result.Epoch)));
            WriteLatest(session.Folder.StagingPath(TrainingFiles.Latest), trainer);
            WriteEpochs(session.Folder, trainer, events);
            session.Commit();
            report(result, before);
        }
    }

    private static void WriteEpochs(RunFolder folder, EncoderTrainer trainer, TensorBoardLog events)
    {
        folder.Write(TrainingFiles.Epochs, EpochTable.Write(trainer.Results));
        folder.Write(TrainingFiles.Events, events.Content);
    }

    /// <summary>Writes the beginning of the epoch's sequence, with the columns of a mined run.</summary>
    private static void WriteLatest(string path, EncoderTrainer trainer)
    {
        var (mined, sequence, items) = (trainer.LatestMined!, trainer.Options.Sequence, trainer.Set.Items);
        if (sequence is TripletTraining { Options: var options })
            SequenceFile.Write(path, mined.Triplets, items, options with { Distance = sequence.Distance });
        else
            SequenceFile.Write(path, mined.Batches, items, trainer.BatchesPerEpoch);
    }

    private EpochResult TrainEpoch(EncoderTrainer trainer, BatchProgress progress, CancellationToken cancellationToken)
    {
        try
        {
            return trainer.TrainEpoch(progress, cancellationToken);
        }
        catch (OperationCanceledException) when (trainer.Results.Count > 0)
        {
            var checkpoint = Path.Combine(Target.Folder, TrainingFiles.Checkpoint(trainer.Results.Count - 1));
            throw new InterruptedException(
                Invariant($"interrupted in epoch {trainer.Results.Count + 1} of {Epochs}; {checkpoint} holds the last complete ")
                + "epoch. Resume with the same command and --resume.");
        }
    }

    /// <summary>Reports the batches of an epoch as part of all epochs, with the loss so far.</summary>
    private sealed class BatchProgress(
        IProgress<WorkProgress> inner, EncoderTrainer trainer, EpochResult? before, int first, int epochs)
        : IProgress<EpochProgress>
    {
        private readonly int _epoch = trainer.Results.Count;

        private readonly string _active = before is null
            ? ""
            : Invariant($", previously active {before.Metrics.ActiveFraction:0 %}");

        public void Report(EpochProgress value)
        {
            var loss = double.IsNaN(value.MeanLoss) ? "" : Invariant($": loss {value.MeanLoss:0.0000}");
            var done = (long)(_epoch - first) * value.Total + value.Done;
            inner.Report(new WorkProgress(
                Invariant($"Epoch {_epoch + 1} of {epochs}{loss}{_active}"), done, (long)(epochs - first) * value.Total));
        }
    }
}
