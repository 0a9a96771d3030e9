using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>Picks triplets spread over the first cycle of a run, with their images where there are any.</summary>
internal sealed class TripletGallery(TripletMiner miner, ImageFolders images)
{
    private const int Count = 9;

    private readonly HashSet<long> _steps = Gallery.Steps(miner.StepsOf(Split.Train), miner.Options.TotalSteps, miner.Options.Schedule, Count);
    private readonly List<Triplet> _chosen = [];

    public void Observe(Triplet triplet)
    {
        if (_steps.Contains(triplet.Step))
            _chosen.Add(triplet);
    }

    public IReadOnlyList<TripletExample> Examples() => _chosen.ConvertAll(t => new TripletExample(
        t.Step, t.TargetHardness, t.Hardness,
        new ExampleItem(t.AnchorClass, Thumbnail.Of(images.Anchors, miner.Source.Data.Anchors.Files, t.Anchor)),
        new ExampleItem(t.AnchorClass, Thumbnail.Of(images.Items, miner.Source.Data.Items.Files, t.Positive)),
        new ExampleItem(t.NegativeClass, Thumbnail.Of(images.Items, miner.Source.Data.Items.Files, t.Negative))));
}
