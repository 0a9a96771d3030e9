using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Reports;

/// <summary>Collects what the report shows of batches, and looks up the images and texts of the groups that it chose.</summary>
/// <param name="miner">The miner of the run.</param>
/// <param name="images">Where the images are.</param>
internal sealed class BatchGallery(BatchMiner miner, ImageFolders images)
{
    private const int MaxClasses = 12;

    private readonly BatchCollector _collector = new(miner.Options.Selector.Identity);

    /// <summary>Adds a batch.</summary>
    public void Observe(Batch batch) => _collector.Add(batch);

    /// <summary>What was found, once all is mined.</summary>
    public RunFindings Findings()
    {
        var items = new ExampleItems(miner.Items, images);
        (ExampleItem, double?) Class(BatchItem item) => (
            item.Role == ItemRole.Catalog ? items.Anchor(item.Row, item.Class) : items.Item(item.Row, item.Class), item.Distance);
        BatchExample Example(ClassGroup group) => new(
            group.Step, group.TargetHardness, group.Hardness, [.. group.Classes.Take(MaxClasses).Select(Class)],
            Math.Max(0, group.Classes.Count - MaxClasses));

        return new RunFindings
        {
            TargetScale = OwnScale.ScaleOfTarget(miner.Options.Selector.Identity),
            Fit = _collector.Fit,
            Confusions = _collector.Confusions,
            Distances = _collector.Distances,
            GroupBands =
            [
                .. _collector.Bands.Select(band => new HardnessBand<BatchExample>(band.Name, [.. band.Items.Select(Example)])),
            ],
            HardestGroups =
            [
                .. _collector.Hardest.Select(pair => Example(new ClassGroup(
                    pair.Step, pair.TargetHardness, pair.Member.Hardness!.Value, [pair.Seed, pair.Member]))),
            ],
        };
    }
}
