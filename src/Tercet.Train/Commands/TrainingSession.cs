using System.Security.Cryptography;
using Tercet.CommandLine;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;
using Tercet.Torch.Comparison;
using Tercet.Torch.Training;
using Tercet.Train.Runs;
using Tercet.Vision;

namespace Tercet.Train.Commands;

/// <summary>
/// What <see cref="TrainJob"/> and <see cref="CompareJob"/> have in common: the run's folder, and the data as read.
/// </summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingInputs _inputs;
    private readonly List<ManifestInput> _files = [];
    private readonly ImageEncoder? _pixels;
    private readonly FileStamps _stamps;
    private readonly EmbeddedData _rows;
    private EmbeddedData? _described;

    /// <summary>Reads the data.</summary>
    /// <param name="inputs">What is trained on.</param>
    /// <param name="mining">What is mined; a plan that fails should fail before images are read.</param>
    /// <param name="kind">The kind of the run.</param>
    /// <param name="target">Where the run is written to.</param>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public TrainingSession(
        TrainingInputs inputs, MiningOptions mining, RunKind kind, RunTarget target, ProgressDisplay display,
        CancellationToken cancellationToken)
    {
        _inputs = inputs;
        _stamps = inputs.Files.Stamp();
        var tables = inputs.Files.ReadTables(_files, inputs.Split.Column);
        RequirePlan(tables, mining);
        _pixels = inputs.OpenPixels();
        if (inputs.Encoder.Weights is { } weights)
            _files.Add(new ManifestInput("weights", weights, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(weights)))));
        Folder = RunFolder.Create(target.Folder, kind, target.Overwrite, target.Resume);
        try
        {
            var encoding = new ImageEncoding { Options = inputs.Images };
            _rows = inputs.Files.Embed(tables, encoding, _pixels, _files, display, cancellationToken);
            var items = _rows.Tables.Join();
            Set = new TrainingSet(items, _rows.Items, _rows.Catalog, inputs.Split.Create(items, tables.SplitValues));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The run's folder.</summary>
    public RunFolder Folder { get; }

    /// <summary>The data.</summary>
    public TrainingSet Set { get; }

    /// <summary>What is likely a mistake in the data: one sentence each.</summary>
    public IReadOnlyList<string> DataNotes => [.. _rows.Tables.Notes, .. _rows.Notes];

    /// <summary>Commits the folder, unless an input file was changed meanwhile.</summary>
    public void Commit()
    {
        _stamps.RequireUnchanged();
        Folder.Commit();
    }

    /// <summary>Describes the run.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="files">The files that it will have; none may be in the way.</param>
    /// <exception cref="InvalidInputException">A file of another origin has such a name.</exception>
    public TrainingRecord Describe(RecordedOptions options, IReadOnlyList<string> files)
    {
        Folder.RequireFree(files); // better reported now than after hours of training
        var items = Set.Items;
        return new TrainingRecord
        {
            Version = MineJob.Version,
            Options = options,
            Inputs = _files,
            Encoder = _inputs.Encoder,
            Pixels = _pixels is null ? null : ImageEncoding.Describe(_pixels),
            Counts = ManifestCounts.Of(items, Set.Split, Set.Inputs.Dimensions),
            Skipped = SkippedData.Count(items, _rows.Tables.OtherFiles),
            Files = files,
        };
    }

    public void Dispose()
    {
        _rows?.Dispose();
        _described?.Dispose();
        Folder.Dispose();
        _pixels?.Dispose();
    }

    /// <summary>What is held out with a seed.</summary>
    public DataSplit SplitOf(ulong seed) => (_inputs.Split with { Seed = seed }).Create(Set.Items, _rows.Tables.SplitValues);

    /// <summary>
    /// What a comparison measures without training: the inputs, the built-in descriptor of images, the untrained encoder.
    /// </summary>
    /// <param name="display">Shows the progress.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public IReadOnlyList<Baseline> Baselines(ProgressDisplay display, CancellationToken cancellationToken)
    {
        var inputs = new Baseline("inputs", _rows.Items, _rows.Catalog);
        if (_pixels is null)
            return [inputs, Baseline.Untrained];
        using var hog = new HogDescriptor();
        _described = _inputs.Files.Embed(
            _rows.Tables, new ImageEncoding { Options = _inputs.Images }, hog, [], display, cancellationToken);
        return [inputs, new Baseline("hog", _described.Items, _described.Catalog), Baseline.Untrained];
    }

    private void RequirePlan(DataTables tables, MiningOptions mining)
    {
        var items = tables.Join();
        var split = _inputs.Split.Create(items, tables.SplitValues);
        if (mining is BatchOptions batches)
            _ = new BatchMiner(items, batches, split);
        else
            _ = new TripletMiner(items, (TripletOptions)mining, split);
    }
}
