namespace Tercet.CommandLine.Reports;

/// <summary>
/// Picks batches evenly from the first cycle of a run, with the images of their first group where there are any.
/// </summary>
internal sealed class BatchGallery(BatchMiner miner, StepRange? steps, ImageFolders images)
{
    private const int Count = 7, MaxClasses = 12;

    private readonly HashSet<long> _steps =
        Gallery.Steps(miner.Plan, steps, miner.Options.Schedule.Cycles, Count);

    private readonly List<Batch> _chosen = [];

    public void Observe(Batch batch)
    {
        if (_steps.Contains(batch.Step))
            _chosen.Add(batch);
    }

    public IReadOnlyList<BatchExample> Examples() => [.. _chosen.Select(Example).OfType<BatchExample>()];

    /// <summary>The first group of a batch; null where it has the seed class only.</summary>
    private BatchExample? Example(Batch batch)
    {
        var group = batch.Items.Where(item => item.Group == 0).DistinctBy(item => item.Class).ToList();
        if (group.Count < 2)
            return null;
        return new BatchExample(
            batch.Step, batch.TargetHardness, group.Skip(1).Average(item => item.Hardness!.Value),
            [.. group.Take(MaxClasses).Select(Example)], Math.Max(0, group.Count - MaxClasses));
    }

    private ExampleItem Example(BatchItem item)
    {
        var data = miner.Items;
        return item.Role == ItemRole.Catalog
            ? ExampleItem.Of(item.Class, images.Anchors, data.Anchors, item.Row)
            : ExampleItem.Of(item.Class, images.Items, data.Items, item.Row);
    }
}
