using System.Security.Cryptography;
using Tercet.Datasets;
using Tercet.Mining;

namespace Tercet.Runs;

/// <summary>Mines both splits into a run's folder: train.*, test.* and, with <see cref="WriteManifest"/>, manifest.json.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="miner">What to mine.</param>
/// <param name="format">The format of the triplets.</param>
public sealed class RunWriter(RunFolder folder, TripletMiner miner, TripletFormat format)
{
    private readonly List<string> _files = [];

    /// <summary>The training triplets in figures.</summary>
    public SequenceSummary Train { get; } = new(miner.Options.Schedule, miner.Options.TotalSteps, miner.StepsOf(Split.Train).Length);

    /// <summary>The test triplets in figures.</summary>
    public SequenceSummary Test { get; } = new(miner.Options.Schedule, Math.Max(1, miner.Options.TestSteps), miner.StepsOf(Split.Test).Length);

    /// <summary>Mines and writes the triplets.</summary>
    /// <param name="progress">Told of steps done, from several threads.</param>
    /// <param name="observe">Shown every training triplet, in order; may be null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="BadInputException">Filters left no triplet at all.</exception>
    public void WriteTriplets(IProgress<MiningProgress>? progress = null, Action<Triplet>? observe = null, CancellationToken cancellation = default)
    {
        Write(Split.Train, Train, progress, observe, cancellation);
        if (Train.Triplets == 0)
            throw new BadInputException("no step has a candidate: the excluded pairs, groups, minimal distance or pool rule out every item of another class. Loosen them.");
        if (miner.StepsOf(Split.Test).Length > 0)
            Write(Split.Test, Test, progress, null, cancellation);
    }

    /// <summary>Adds a file to the run.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its bytes.</param>
    public void Add(string name, ReadOnlySpan<byte> content)
    {
        folder.Write(name, content);
        _files.Add(name);
    }

    /// <summary>Describes the run, once its triplets are written.</summary>
    /// <param name="version">The version of Tercet.</param>
    /// <param name="inputs">What was read.</param>
    /// <param name="files">Further files of the run, to be added yet.</param>
    public RunManifest Describe(string version, IReadOnlyList<ManifestInput> inputs, params ReadOnlySpan<string> files)
    {
        var source = miner.Source;
        return new RunManifest
        {
            Version = version,
            Options = ManifestOptions.From(miner.Options, miner.StepsOf(Split.Train)),
            Inputs = inputs,
            Counts = new ManifestCounts(source.Data.Items.Count, source.Data.ClassNames.Count, source.Data.Catalog?.Count, source.ItemEmbeddings.Dimensions),
            Train = Describe(Split.Train),
            Test = _files.Contains(FileOf(Split.Test)) ? Describe(Split.Test) : null,
            Skipped = [.. Skipped()],
            Files = [.. _files, .. files],
        };
    }

    /// <summary>Writes the manifest.</summary>
    /// <param name="manifest">As <see cref="Describe(string, IReadOnlyList{ManifestInput}, ReadOnlySpan{string})"/> made it.</param>
    public void WriteManifest(RunManifest manifest) => folder.Write(RunFolder.ManifestName, manifest.ToJson());

    private void Write(
        Split split, SequenceSummary summary, IProgress<MiningProgress>? progress, Action<Triplet>? observe, CancellationToken cancellation)
    {
        var name = FileOf(split);
        using var writer = TripletWriter.Create(folder.StagingPath(name), format, miner);
        foreach (var triplet in miner.Mine(split, progress, cancellation))
        {
            writer.Write(triplet);
            summary.Add(triplet);
            observe?.Invoke(triplet);
        }
        writer.Complete();
        _files.Add(name);
    }

    private string FileOf(Split split) => (split == Split.Train ? "train" : "test") + TripletWriter.ExtensionOf(format);

    private ManifestSplit Describe(Split split)
    {
        var statistics = miner.StatisticsOf(split)!;
        using var file = File.OpenRead(folder.StagingPath(FileOf(split)));
        return new ManifestSplit(
            FileOf(split), Convert.ToHexStringLower(SHA256.HashData(file)),
            split == Split.Train ? miner.Options.TotalSteps : miner.Options.TestSteps,
            statistics.Triplets, statistics.Items, statistics.Classes, statistics.AnchorClasses, statistics.PoolError);
    }

    private IEnumerable<ManifestSkip> Skipped()
    {
        var data = miner.Source.Data;
        Split[] splits = miner.StatisticsOf(Split.Test) is null ? [Split.Train] : [Split.Train, Split.Test];
        ManifestSkip[] all =
        [
            .. SkippedData.Of(data),
            new(splits.Sum(split => miner.StatisticsOf(split)!.Classes - miner.StatisticsOf(split)!.AnchorClasses), "classes of a single item", "anchor and positive are two items of a class; such a class supplies negatives only"),
            new(splits.Sum(split => miner.StatisticsOf(split)!.StepsWithoutCandidates), "steps without a candidate", "the filters, or the pool, left the anchor no item of another class"),
        ];
        return all.Where(skip => skip.Count > 0);
    }
}
