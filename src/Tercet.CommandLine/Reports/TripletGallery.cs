using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Reports;

/// <summary>Collects what the report shows of triplets, and looks up the images and texts of those that it chose.</summary>
internal sealed class TripletGallery
{
    private readonly TripletMiner _miner;
    private readonly ImageFolders _images;
    private readonly TripletCollector _collector;

    /// <summary>Begins a collection.</summary>
    /// <param name="miner">The miner of the run.</param>
    /// <param name="steps">The steps of the run; null for all.</param>
    /// <param name="images">Where the images are.</param>
    public TripletGallery(TripletMiner miner, StepRange? steps, ImageFolders images)
    {
        (_miner, _images) = (miner, images);
        var (options, total) = (miner.Options, miner.Plan.TotalSteps);
        var ownScale = OwnScale.For(miner);
        var summary = ownScale is null ? null : new SequenceSummary(options.Schedule, total, steps?.Length ?? total);
        _collector = new TripletCollector(options.Selector.Identity, miner.Items.Catalog is null, ownScale, summary);
    }

    /// <summary>Adds a triplet.</summary>
    public void Observe(Triplet triplet) => _collector.Add(triplet);

    /// <summary>What was found, once all is mined.</summary>
    public RunFindings Findings()
    {
        var items = new ExampleItems(_miner.Items, _images);
        TripletExample Example(Triplet triplet)
        {
            var (anchor, negative) = _miner.Items.ArePairs ? (null, null) : (triplet.AnchorClass, triplet.NegativeClass);
            return new TripletExample(
                triplet, items.Anchor(triplet.Anchor, anchor), items.Item(triplet.Positive, anchor),
                items.Item(triplet.Negative, negative));
        }

        return new RunFindings
        {
            OwnScale = _collector.OwnScale,
            TargetScale = _collector.OwnScale is null ? OwnScale.ScaleOfTarget(_miner.Options.Selector.Identity) : null,
            Fit = _collector.Fit,
            Confusions = _collector.Confusions,
            Distances = _collector.Distances,
            TripletBands =
            [
                .. _collector.Bands.Select(band => new HardnessBand<TripletExample>(band.Name, [.. band.Items.Select(Example)])),
            ],
            Hardest = [.. _collector.Hardest.Select(Example)],
            Doubtful = [.. _collector.Doubtful.Select(Example)],
        };
    }
}
