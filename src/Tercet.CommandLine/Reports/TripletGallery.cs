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
        if (_steps.Contains(triplet.Step) && (_chosen.Count == 0 || _chosen[^1].Step != triplet.Step))
            _chosen.Add(triplet); // of several negatives of a step, the first
    }

    public IReadOnlyList<TripletExample> Examples() => _chosen.ConvertAll(Example);

    private TripletExample Example(Triplet triplet)
    {
        var data = miner.Items;
        ExampleItem Item(int row, string label) =>
            ExampleItem.Of(data.ArePairs ? data.Items.KeyOf(row) : label, images.Items, data.Items, row);
        return new TripletExample(
            triplet.Step, triplet.TargetHardness, triplet.Hardness,
            ExampleItem.Of(triplet.AnchorClass, images.Anchors, data.Anchors, triplet.Anchor),
            Item(triplet.Positive, triplet.AnchorClass), Item(triplet.Negative, triplet.NegativeClass));
    }
}
