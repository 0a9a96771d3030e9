namespace Tercet.CommandLine.Reports;

/// <summary>Picks triplets evenly from the first cycle of a run, with their images where there are any.</summary>
internal sealed class TripletGallery(TripletMiner miner, StepRange? steps, ImageFolders images)
{
    private const int Count = 9;

    private readonly HashSet<long> _steps =
        Gallery.Steps(miner.Plan, steps, miner.Options.Schedule.Cycles, Count);

    private readonly List<Triplet> _chosen = [];

    public void Observe(Triplet triplet)
    {
        if (_steps.Contains(triplet.Step))
            _chosen.Add(triplet);
    }

    public IReadOnlyList<TripletExample> Examples() => _chosen.ConvertAll(Example);

    private TripletExample Example(Triplet triplet)
    {
        var data = miner.Items;
        var anchors = data.Anchors.Files;
        return new TripletExample(
            triplet.Step, triplet.TargetHardness, triplet.Hardness,
            new ExampleItem(triplet.AnchorClass, Thumbnail.Of(images.Anchors, anchors, triplet.Anchor)),
            new ExampleItem(triplet.AnchorClass, Thumbnail.Of(images.Items, data.Items.Files, triplet.Positive)),
            new ExampleItem(triplet.NegativeClass, Thumbnail.Of(images.Items, data.Items.Files, triplet.Negative)));
    }
}
