using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Picks batches spread over the first cycle of a run, with the images of their first group where there are any.</summary>
internal sealed class BatchGallery(BatchMiner miner, ImageFolders images)
{
    private const int Count = 7, MostClasses = 12;

    private readonly HashSet<long> _steps = Gallery.Steps(miner.StepsOf(Split.Train), miner.TotalSteps, miner.Options.Schedule, Count);
    private readonly List<Batch> _chosen = [];

    public void Observe(Batch batch)
    {
        if (_steps.Contains(batch.Step))
            _chosen.Add(batch);
    }

    public IReadOnlyList<BatchExample> Examples() =>
        [.. _chosen.Select(batch => (Batch: batch, Group: batch.Items.Where(item => item.Group == 0).DistinctBy(item => item.Class).ToList())).Where(chosen => chosen.Group.Count > 1)
            .Select(chosen => new BatchExample(
                chosen.Batch.Step, chosen.Batch.TargetHardness, chosen.Group.Skip(1).Average(item => item.Hardness!.Value),
                [.. chosen.Group.Take(MostClasses).Select(Example)], Math.Max(0, chosen.Group.Count - MostClasses)))];

    private ExampleItem Example(BatchItem item)
    {
        var (folder, table) = item.Role == ItemRole.Catalog ? (images.Anchors, miner.Source.Data.Anchors) : (images.Items, miner.Source.Data.Items);
        return new ExampleItem(item.Class, Thumbnail.Of(folder, table.Files, item.Item));
    }
}
