using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>
/// A run of <c>tercet compare</c>: reads, trains with each strategy and each seed, keeps each completed training run, and writes
/// the tables and the plot.
/// </summary>
internal sealed record CompareJob
{
    /// <summary>The folder that the demo set is unpacked to first; null for other data.</summary>
    public string? Demo { get; init; }

    public required TrainingInputs Inputs { get; init; }

    public required TrainingOptions Options { get; init; }

    public required IReadOnlyList<StrategyVariant> Variants { get; init; }

    public required int Seeds { get; init; }

    /// <summary>The strategy, or baseline, that the others are compared with.</summary>
    public required string Reference { get; init; }

    /// <summary>The size of batches; null where no strategy has batches.</summary>
    public BatchOptions? Shape { get; init; }

    /// <summary>NT-Xent temperature, where strategies have batches.</summary>
    public double Temperature { get; init; }

    public required RunTarget Target { get; init; }

    /// <summary>Whether plots and a report are drawn.</summary>
    public bool WithReport { get; init; } = true;

    /// <summary>The training runs, in the order of the table.</summary>
    private IEnumerable<(string Strategy, ulong Seed)> Keys =>
        Variants.SelectMany(variant => Enumerable.Range(0, Seeds).Select(i => (variant.Name, Options.Mining.Seed + (ulong)i)));

    private int Total => Variants.Count * Seeds;

    /// <summary>Runs the job.</summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="report">Called with a line on each completed training run, from several threads.</param>
    /// <param name="cancellationToken">Ends the work early; completed training runs are kept.</param>
    public CompareResult Run(ProgressDisplay display, Action<string> report, CancellationToken cancellationToken)
    {
        var kind = TrainingFiles.Comparison;
        Target.RequireResumable(kind);
        if (Demo is not null)
            DemoSet.Unpack(Demo);
        using var session = new TrainingSession(Inputs, Options.Mining, kind, Target, display, cancellationToken);
        var recorded = RecordedOptions.From(Options, Inputs.Files, session.Set.Split).WithBatches(Shape, Temperature) with
        {
            Strategies = [.. Variants.Select(variant => variant.Name)],
            Seeds = Seeds,
        };
        var record = session.Describe(recorded, TrainingFiles.OfComparison(Keys));
        var kept = new Dictionary<(string Strategy, ulong Seed), Trial>();
        if (Target.Resume)
            Resume(session.Set, record, kept);
        else
            session.Folder.Write(kind.Record, record.ToJson()); // moved into the folder with the first training run
        var note = TorchStart.Load();
        var comparison = CreateComparison(session);
        var baselines = session.Baselines(display, cancellationToken);
        var measured = display.Run("Measuring baselines", _ => comparison.Measure(baselines, Seeds));
        var times = new ConcurrentDictionary<(string Strategy, ulong Seed), TimeSpan>();
        IReadOnlyList<Trial> trials =
        [
            .. measured,
            .. display.Run("Training", progress => Train(
                comparison, new Progress(this, session, measured, kept, progress, report, times), cancellationToken)),
        ];
        var table = new ComparisonTable(trials, Reference);
        WriteTables(session.Folder, trials);
        session.Folder.Write(TrainingFiles.Table, Encoding.UTF8.GetBytes(table.ToMarkdown()));
        var result = new CompareResult
        {
            Folder = Target.Folder,
            Record = record,
            Options = Options,
            SplitBy = Inputs.Split.By,
            Trials = trials,
            Table = table,
            Reference = Reference,
            Times = times.GroupBy(time => time.Key.Strategy).ToDictionary(
                group => group.Key, group => TimeSpan.FromSeconds(group.Average(time => time.Value.TotalSeconds))),
            DataNotes = session.DataNotes,
            Note = note,
        };
        if (WithReport)
            display.Run("Drawing", _ => Draw(session.Folder, result));
        session.Commit();
        return result;
    }

    private void Draw(RunFolder folder, CompareResult result)
    {
        foreach (var (name, content) in ComparisonPlot.Draw(result.Trials, LossAtCollapse).Files("comparison"))
            folder.Write(name, content);
        var report = ComparisonPage.Render(result, narrow => ComparisonPlot.Draw(result.Trials, LossAtCollapse, narrow));
        folder.Write(TrainingFiles.Report, Encoding.UTF8.GetBytes(report));
    }

    private double LossAtCollapse(string strategy) =>
        Variants.First(variant => variant.Name == strategy).Apply(Options).Sequence.LossAtCollapse;

    /// <summary>Keeps the training runs that the folder holds, where everything else is as it was.</summary>
    private void Resume(TrainingSet set, TrainingRecord record, Dictionary<(string Strategy, ulong Seed), Trial> kept)
    {
        record.RequireSameIn(Target.Folder, TrainingFiles.Comparison);
        foreach (var (strategy, seed) in Keys)
        {
            var path = Path.Combine(Target.Folder, TrainingFiles.TrialOf(strategy, seed));
            if (File.Exists(path))
            {
                var trial = TrialFile.Read(path, strategy, seed, Options.Mining.Epochs, heldOut: set.Split.TestRows.Count > 0);
                kept.Add((strategy, seed), trial);
            }
        }
    }

    private StrategyComparison CreateComparison(TrainingSession session) => new(
        session.Set, seed => Inputs.Encoder.Create(session.Set.Inputs.Dimensions, seed), Options, session.SplitOf);

    private IReadOnlyList<Trial> Train(StrategyComparison comparison, Progress progress, CancellationToken cancellationToken)
    {
        try
        {
            return comparison.Run(
                Variants, Seeds, Options.Mining.MaxDegreeOfParallelism, progress.Kept, progress.Start, progress.Finish,
                (_, _, _) => progress.CountEpoch(), cancellationToken);
        }
        catch (Exception e) when (progress.Finished > 0 && IsInterruption(e))
        {
            throw new InterruptedException(
                Invariant($"interrupted; {Target.Folder} holds {progress.Finished} of {Total} training runs. ")
                + "Resume with the same command and --resume.");
        }
        catch (AggregateException e)
        {
            // Of several training runs that fail, the first is reported.
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            throw;
        }
    }

    private static bool IsInterruption(Exception e) =>
        e is OperationCanceledException or AggregateException { InnerExceptions: [OperationCanceledException, ..] };

    private static void WriteTables(RunFolder folder, IReadOnlyList<Trial> trials)
    {
        folder.Write(TrainingFiles.Trials, TrialTable.Write(trials));
        folder.Write(TrainingFiles.Epochs, TrialTable.WriteEpochs(trials));
    }

    /// <summary>Keeps completed training runs, and reports them; called from several threads.</summary>
    private sealed class Progress(
        CompareJob job, TrainingSession session, IReadOnlyList<Trial> baselines, Dictionary<(string Strategy, ulong Seed), Trial> kept,
        IProgress<WorkProgress> progress, Action<string> report, ConcurrentDictionary<(string Strategy, ulong Seed), TimeSpan> times)
    {
        private readonly ConcurrentDictionary<(string Strategy, ulong Seed), Stopwatch> _running = new();
        private readonly Lock _gate = new();
        private int _epochs = kept.Values.Sum(trial => trial.Epochs.Count);
        private bool _failed;

        public IReadOnlyCollection<Trial> Kept { get; } = [.. kept.Values];

        public int Finished { get; private set; } = kept.Count;

        private int Epochs => job.Total * job.Options.Mining.Epochs;

        public void Start(string strategy, ulong seed) => _running[(strategy, seed)] = Stopwatch.StartNew();

        public void CountEpoch()
        {
            lock (_gate)
            {
                progress.Report(new WorkProgress(
                    Invariant($"Training, {Finished} of {job.Total} encoders done"), ++_epochs, Epochs));
            }
        }

        public void Finish(Trial trial)
        {
            times[(trial.Strategy, trial.Seed)] = _running[(trial.Strategy, trial.Seed)].Elapsed;
            lock (_gate)
            {
                if (_failed)
                    return; // what another training run may have left half-written must not enter the folder
                _failed = true;
                Keep(trial);
                _failed = false;
                Finished = kept.Count;
                report(Line(trial));
            }
        }

        /// <summary>Moves a training run into the folder, and the tables of those so far.</summary>
        private void Keep(Trial trial)
        {
            kept.Add((trial.Strategy, trial.Seed), trial);
            session.Folder.Write(TrainingFiles.TrialOf(trial.Strategy, trial.Seed), TrialFile.Write(trial));
            WriteTables(session.Folder, [.. baselines, .. job.Keys.Where(kept.ContainsKey).Select(key => kept[key])]);
            session.Commit();
        }

        private string Line(Trial trial)
        {
            string[] parts =
            [
                .. trial.Last is { } last ? [Invariant($"loss {last.Metrics.Loss:0.0000}"), EpochText.Health(last.Health)] : (string[])[],
                .. trial.Validation is { } validation ? [Invariant($"Recall@1 {validation.RecallAt[1]:0.000}")] : (string[])[],
            ];
            return Invariant($"{Finished,3} of {job.Total}  {trial.Strategy}, seed {trial.Seed}: ") + string.Join(", ", parts);
        }
    }
}
