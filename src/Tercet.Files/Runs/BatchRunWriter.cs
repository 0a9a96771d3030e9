
namespace Tercet.Files;

/// <summary>Forms batches into a run's folder.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="miner">What to form.</param>
/// <param name="format">The format of the batches.</param>
/// <param name="observe">Shown every training batch, in order; may be null.</param>
public sealed class BatchRunWriter(RunFolder folder, BatchMiner miner, TableFormat format, Action<Batch>? observe = null) : RunWriter(folder, format)
{
    /// <inheritdoc/>
    public override SequenceSummary Train { get; } = new(miner.Options.Schedule, miner.TotalSteps, miner.StepsOf(Split.Train).Length * miner.Options.ClassesPerBatch);

    /// <inheritdoc/>
    public override SequenceSummary Test { get; } = new(miner.Options.Schedule, Math.Max(1, miner.TotalTestSteps), miner.TotalTestSteps * miner.Options.ClassesPerBatch);

    private protected override MiningSource Source => miner.Source;

    /// <inheritdoc/>
    public override void Write(IProgress<MiningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Write(Split.Train, Train, progress, observe, cancellationToken);
        if (Train.Count == 0)
            throw new InvalidInputException("no class joins another: the excluded pairs, groups or minimal distance rule out every one, or the steps are of batches of one class, the last of a pass. Loosen them, or take more steps.");
        if (miner.TotalTestSteps > 0)
            Write(Split.Test, Test, progress, null, cancellationToken);
    }

    private protected override ManifestOptions Options() => ManifestOptions.From(miner.Options, miner.StepsOf(Split.Train));

    private protected override ManifestSplit Describe(Split split, string file, string sha256)
    {
        var statistics = miner.StatisticsOf(split)!;
        return new ManifestSplit(
            file, sha256, split == Split.Train ? miner.TotalSteps : miner.TotalTestSteps, null, statistics.Items, statistics.Classes, statistics.Classes, null, statistics.Batches);
    }

    private protected override IEnumerable<ManifestSkip> Skipped()
    {
        BatchStatistics[] splits = [.. Enum.GetValues<Split>().Select(miner.StatisticsOf).OfType<BatchStatistics>()];
        yield return new(splits.Sum(split => split.UndersizedClasses), "classes with fewer items than they bring to a batch", "their items come more than once in it");
        yield return new(splits.Sum(split => split.ShortBatches), "batches of fewer classes than asked", "the last of a pass, or such as excluded pairs and groups left no other class for");
        yield return new(splits.Sum(split => split.SkippedClasses), "times that a class was left out of a pass", "the last batch was dropped, or excluded pairs and groups left it no place");
        yield return new(splits.Sum(split => split.RepeatedClasses), "times that a class came twice in a pass", "to fill its last batch");
        if (miner.StatisticsOf(Split.Test) is { BatchesPerPass: 0 } test)
            yield return new(test.Classes, "test classes", "they are too few for one whole batch, so that there are no test batches");
    }

    private void Write(Split split, SequenceSummary summary, IProgress<MiningProgress>? progress, Action<Batch>? shown, CancellationToken cancellationToken)
    {
        using var writer = BatchWriter.Create(Begin(split), Format, miner);
        foreach (var batch in miner.Mine(split, progress, cancellationToken))
        {
            foreach (var row in writer.Write(batch))
                summary.Add(row);
            shown?.Invoke(batch);
        }
        writer.Complete();
    }
}
