
namespace Tercet.Files;

/// <summary>Mines triplets into a run's folder.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="miner">What to mine.</param>
/// <param name="format">The format of the triplets.</param>
/// <param name="observe">Shown every training triplet, in order; may be null.</param>
public sealed class TripletRunWriter(RunFolder folder, TripletMiner miner, TableFormat format, Action<Triplet>? observe = null) : RunWriter(folder, format)
{
    /// <inheritdoc/>
    public override SequenceSummary Train { get; } = new(miner.Options.Schedule, miner.Options.TotalSteps, miner.StepsOf(Split.Train).Length);

    /// <inheritdoc/>
    public override SequenceSummary Test { get; } = new(miner.Options.Schedule, Math.Max(1, miner.Options.TestSteps), miner.StepsOf(Split.Test).Length);

    private protected override MiningSource Source => miner.Source;

    /// <inheritdoc/>
    public override void Write(IProgress<MiningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Write(Split.Train, Train, progress, observe, cancellationToken);
        if (Train.Count == 0)
            throw new InvalidInputException("no step has a candidate: the excluded pairs, groups, minimal distance or pool rule out every item of another class. Loosen them.");
        if (miner.StepsOf(Split.Test).Length > 0)
            Write(Split.Test, Test, progress, null, cancellationToken);
    }

    private protected override ManifestOptions Options() => ManifestOptions.From(miner.Options, miner.StepsOf(Split.Train));

    private protected override ManifestSplit Describe(Split split, string file, string sha256)
    {
        var statistics = miner.StatisticsOf(split)!;
        return new ManifestSplit(
            file, sha256, split == Split.Train ? miner.Options.TotalSteps : miner.Options.TestSteps,
            statistics.Triplets, statistics.Items, statistics.Classes, statistics.AnchorClasses, statistics.PoolError);
    }

    private protected override IEnumerable<ManifestSkip> Skipped()
    {
        MiningStatistics[] splits = [.. Enum.GetValues<Split>().Select(miner.StatisticsOf).OfType<MiningStatistics>()];
        yield return new(splits.Sum(split => split.Classes - split.AnchorClasses), "classes of a single item", "anchor and positive are two items of a class; such a class supplies negatives only");
        yield return new(splits.Sum(split => split.StepsWithoutCandidates), "steps without a candidate", "the filters, or the pool, left the anchor no item of another class");
    }

    private void Write(Split split, SequenceSummary summary, IProgress<MiningProgress>? progress, Action<Triplet>? shown, CancellationToken cancellationToken)
    {
        using var writer = TripletWriter.Create(Begin(split), Format, miner);
        foreach (var triplet in miner.Mine(split, progress, cancellationToken))
        {
            writer.Write(triplet);
            summary.Add(triplet);
            shown?.Invoke(triplet);
        }
        writer.Complete();
    }
}
