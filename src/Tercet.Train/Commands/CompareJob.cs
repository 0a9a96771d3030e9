using System.Runtime.ExceptionServices;
using Tercet.Cli;
using Tercet.Cli.Commands;
using Tercet.Mining;
using Tercet.Runs;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Reports;
using Tercet.Train.Runs;
using static System.FormattableString;

namespace Tercet.Train.Commands;

/// <summary>One run of <c>tercet compare</c>: reads, trains by each strategy with each seed, and writes the table, the figures and the picture.</summary>
internal sealed record CompareJob
{
    /// <summary>Where the demo set is unpacked to first; null for other data.</summary>
    public string? Demo { get; init; }

    public required TrainingInputs Inputs { get; init; }
    public required TrainingOptions Options { get; init; }
    public required IReadOnlyList<Contender> Contenders { get; init; }
    public required int Seeds { get; init; }
    public required string Out { get; init; }
    public bool Overwrite { get; init; }

    /// <summary>Does it.</summary>
    /// <param name="display">Shows how far the work is.</param>
    /// <param name="say">Is told of each training that is done, from several threads.</param>
    /// <param name="cancellation">Ends it early; nothing is written then.</param>
    public CompareResult Run(ProgressDisplay display, Action<string> say, CancellationToken cancellation)
    {
        if (Demo is not null)
            DemoCommand.Unpack(Demo);
        var files = new List<ManifestInput>();
        var (data, excluded) = Inputs.ReadTables(Options.Mining, files);
        using var pixels = Inputs.OpenPixels();
        using var folder = RunFolder.Create(Out, TrainingFiles.Comparison, Overwrite);
        using var rows = Inputs.Read(data, pixels, files, display, cancellation);
        var record = new TrainingRecord
        {
            Version = MineJob.Version,
            Options = RecordedOptions.From(Options, Inputs.Files) with { Strategies = [.. Contenders.Select(contender => contender.Name)], Seeds = Seeds },
            Inputs = files,
            Encoder = Inputs.Encoder,
            Pixels = pixels is null ? null : ImageEncoding.Describe(pixels),
            Counts = TrainingRecord.CountsOf(rows.Data, rows.Items.Dimensions),
            Skipped = [.. SkippedData.Of(rows.Data)],
            Files = TrainingFiles.OfComparison,
        };
        foreach (var name in record.Files)
            folder.StagingPath(name); // what is in the way is better told now than after hours of training
        var note = TorchStart.Load();
        var source = new MiningSource(rows.Data, rows.Items, rows.Catalog, excluded);
        var comparison = new StrategyComparison(source, seed => Inputs.Encoder.Create(rows.Items.Dimensions, seed), Options);
        var trials = Train(comparison, display, say, cancellation);
        var table = new ComparisonTable(trials);
        folder.Write(TrainingFiles.Trials, TrialTable.Write(trials));
        folder.Write(TrainingFiles.Epochs, TrialTable.WriteEpochs(trials));
        folder.Write(TrainingFiles.Table, System.Text.Encoding.UTF8.GetBytes(table.ToMarkdown()));
        foreach (var (name, content) in ComparisonPlot.Draw(trials, Options.Loss).Files("comparison"))
            folder.Write(name, content);
        folder.Write(TrainingFiles.Comparison.Record, record.ToJson());
        folder.Commit();
        return new CompareResult { Folder = Out, Record = record, Options = Options, Trials = trials, Table = table, Note = note };
    }

    private IReadOnlyList<Trial> Train(StrategyComparison comparison, ProgressDisplay display, Action<string> say, CancellationToken cancellation)
    {
        var (total, done) = (Contenders.Count * Seeds * Options.Mining.Epochs, 0);
        var finished = 0;
        return display.Run("Training", progress =>
        {
            try
            {
                return comparison.Run(Contenders, Seeds, Options.Mining.Threads, (contender, seed, epoch) =>
                {
                    progress.Report((Interlocked.Increment(ref done), total));
                    if (epoch.Epoch + 1 == Options.Mining.Epochs)
                        say(Invariant($"{Interlocked.Increment(ref finished),3} of {Contenders.Count * Seeds}  {contender.Name}, seed {seed}: loss {epoch.Signs.Loss:0.0000}, {EnumNames.Of(epoch.Health).Replace('-', ' ')}"));
                }, cancellation);
            }
            catch (AggregateException e)
            {
                // Of several trainings that fail, the first to do so is told of.
                ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
                throw;
            }
        }, () => Invariant($"Training, {Volatile.Read(ref finished)} of {Contenders.Count * Seeds} encoders done"));
    }
}
