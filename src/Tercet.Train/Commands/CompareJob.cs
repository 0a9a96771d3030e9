using System.Runtime.ExceptionServices;
using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>One run of <c>tercet compare</c>: reads, trains by each strategy with each seed, keeps each training that is done, and writes the table, the figures and the picture.</summary>
internal sealed record CompareJob
{
    /// <summary>Where the demo set is unpacked to first; null for other data.</summary>
    public string? Demo { get; init; }

    public required TrainingInputs Inputs { get; init; }
    public required TrainingOptions Options { get; init; }
    public required IReadOnlyList<StrategyVariant> Variants { get; init; }
    public required int Seeds { get; init; }

    /// <summary>The size of batches; null where no strategy has any.</summary>
    public BatchOptions? Shape { get; init; }

    /// <summary>τ of NT-Xent; null where no strategy has any.</summary>
    public double? Temperature { get; init; }

    public required string Out { get; init; }
    public bool Overwrite { get; init; }
    public bool Resume { get; init; }

    /// <summary>The trainings, in the order of the table.</summary>
    private IEnumerable<(string Strategy, ulong Seed)> Trainings =>
        Variants.SelectMany(variant => Enumerable.Range(0, Seeds).Select(i => (variant.Name, Options.Mining.Seed + (ulong)i)));

    private int Total => Variants.Count * Seeds;

    /// <summary>Does it.</summary>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="say">Is told of each training that is done, from several threads.</param>
    /// <param name="cancellationToken">Ends it early; the trainings that are done are kept.</param>
    public CompareResult Run(ProgressDisplay display, Action<string> say, CancellationToken cancellationToken)
    {
        if (Resume && !File.Exists(Path.Combine(Out, TrainingFiles.Comparison.Record)))
            throw new InvalidInputException($"{Out}: no comparison to go on with ({TrainingFiles.Comparison.Record} is missing). Name the folder of one with --out, or leave --resume out.");
        if (Demo is not null)
            DemoCommand.Unpack(Demo);
        var files = new List<ManifestInput>();
        var (data, excluded) = Inputs.ReadTables(Options.Mining, files);
        using var pixels = Inputs.OpenPixels();
        using var folder = RunFolder.Create(Out, TrainingFiles.Comparison, Overwrite, Resume);
        using var rows = Inputs.Read(data, pixels, files, display, cancellationToken);
        var record = new TrainingRecord
        {
            Version = MineJob.Version,
            Options = RecordedOptions.From(Options, Inputs.Files, Shape) with { Temperature = Temperature, Strategies = [.. Variants.Select(variant => variant.Name)], Seeds = Seeds },
            Inputs = files,
            Encoder = Inputs.Encoder,
            Pixels = pixels is null ? null : ImageEncoding.Describe(pixels),
            Counts = TrainingRecord.CountsOf(rows.Data, rows.Items.Dimensions),
            Skipped = [.. SkippedData.Of(rows.Data)],
            Files = TrainingFiles.OfComparison(Trainings),
        };
        foreach (var name in record.Files)
            folder.StagingPath(name); // what is in the way is better told now than after hours of training
        var kept = new Dictionary<(string Strategy, ulong Seed), Trial>();
        if (Resume)
            GoOn(rows.Data, record, kept);
        else
            folder.Write(TrainingFiles.Comparison.Record, record.ToJson()); // comes into the folder with the first training
        var note = TorchStart.Load();
        var source = new MiningSource(rows.Data, rows.Items, rows.Catalog, excluded);
        var comparison = new StrategyComparison(source, seed => Inputs.Encoder.Create(rows.Items.Dimensions, seed), Options);
        var trials = Train(comparison, kept, folder, display, say, cancellationToken);
        var table = new ComparisonTable(trials);
        WriteFigures(folder, trials);
        folder.Write(TrainingFiles.Table, System.Text.Encoding.UTF8.GetBytes(table.ToMarkdown()));
        foreach (var (name, content) in ComparisonPlot.Draw(trials, name => Variants.First(variant => variant.Name == name).Apply(Options).Sequence.LossAtCollapse).Files("comparison"))
            folder.Write(name, content);
        folder.Commit();
        return new CompareResult { Folder = Out, Record = record, Options = Options, Trials = trials, Table = table, Note = note };
    }

    /// <summary>Takes up the trainings that the folder holds, where everything else is as it was.</summary>
    private void GoOn(Dataset data, TrainingRecord record, Dictionary<(string Strategy, ulong Seed), Trial> kept)
    {
        record.RequireSameIn(Out, TrainingFiles.Comparison);
        var heldOut = Splitter.Create(data, Options.Mining.TestRatio, Options.Mining.SplitBy, Options.Mining.Seed).Test is { Items.Length: > 0 };
        foreach (var (strategy, seed) in Trainings)
        {
            var path = Path.Combine(Out, TrainingFiles.TrialOf(strategy, seed));
            if (File.Exists(path))
                kept.Add((strategy, seed), TrialFile.Read(path, strategy, seed, Options.Mining.Epochs, heldOut));
        }
    }

    private IReadOnlyList<Trial> Train(
        StrategyComparison comparison, Dictionary<(string Strategy, ulong Seed), Trial> kept, RunFolder folder, ProgressDisplay display, Action<string> say, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var failed = false;
        var (finished, epochs) = (kept.Count, kept.Count * Options.Mining.Epochs);
        return display.Run("Training", progress =>
        {
            try
            {
                return comparison.Run(
                    Variants, Seeds, Options.Mining.MaxDegreeOfParallelism, [.. kept.Values],
                    trial =>
                    {
                        lock (gate)
                        {
                            if (failed)
                                return; // what another training may have left half-written must not come into the folder
                            failed = true;
                            Keep(trial, kept, folder);
                            failed = false;
                            Volatile.Write(ref finished, kept.Count);
                            say(Line(trial, finished));
                        }
                    },
                    (_, _, _) => progress.Report((Interlocked.Increment(ref epochs), Total * Options.Mining.Epochs)), cancellationToken);
            }
            catch (Exception e) when (finished > 0 && e is (OperationCanceledException or AggregateException { InnerExceptions: [OperationCanceledException, ..] }))
            {
                throw new InterruptedException(Invariant($"interrupted; {Out} holds {finished} of {Total} trainings. Go on from there with the same command and --resume."));
            }
            catch (AggregateException e)
            {
                // Of several trainings that fail, the first to do so is told of.
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
                throw;
            }
        }, () => Invariant($"Training, {Volatile.Read(ref finished)} of {Total} encoders done"));
    }

    /// <summary>Puts a training into the folder, and the figures of those so far.</summary>
    private void Keep(Trial trial, Dictionary<(string Strategy, ulong Seed), Trial> kept, RunFolder folder)
    {
        kept.Add((trial.Strategy, trial.Seed), trial);
        folder.Write(TrainingFiles.TrialOf(trial.Strategy, trial.Seed), TrialFile.Write(trial));
        WriteFigures(folder, [.. Trainings.Where(kept.ContainsKey).Select(training => kept[training])]);
        folder.Commit();
    }

    private static void WriteFigures(RunFolder folder, IReadOnlyList<Trial> trials)
    {
        folder.Write(TrainingFiles.Trials, TrialTable.Write(trials));
        folder.Write(TrainingFiles.Epochs, TrialTable.WriteEpochs(trials));
    }

    private string Line(Trial trial, int finished) =>
        Invariant($"{finished,3} of {Total}  {trial.Strategy}, seed {trial.Seed}: loss {trial.Epochs[^1].Metrics.Loss:0.0000}, {EnumNames.ToKebabCase(trial.Epochs[^1].Health).Replace('-', ' ')}");
}
