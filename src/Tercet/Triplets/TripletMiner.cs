namespace Tercet;

/// <summary>
/// Mines an ordered sequence of triplets, epoch by epoch, on new embeddings for each epoch as the model learns.
/// </summary>
/// <example><code>
/// var items = new LabeledItems(labels);
/// var miner = new TripletMiner(items, new TripletOptions { TripletsPerEpoch = 10_000, Epochs = 10 });
/// for (var epoch = 0; epoch &lt; 10; epoch++)
///     foreach (var triplet in miner.Mine(Embed(model), epoch))
///         Train(triplet.Anchor, triplet.Positive, triplet.Negative);
/// </code></example>
public sealed class TripletMiner : SequenceMiner<Triplet>
{
    /// <summary>Triplets mined together: within a block each anchor's distances are computed once.</summary>
    private const int BlockSteps = 1 << 20;

    /// <summary>Steps whose negatives are selected in about the time that the distances of an anchor take.</summary>
    private const int StepsPerRow = 8;

    /// <summary>Checks options and data against each other, and plans the sequence.</summary>
    /// <param name="items">The labelled items.</param>
    /// <param name="options">Which triplets; the defaults where null.</param>
    /// <param name="split">What is held out; nothing where null.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds or contradict each other.</exception>
    /// <exception cref="InvalidInputException">
    /// The data do not allow it: a part of one class, or no class that can supply an anchor.
    /// </exception>
    public TripletMiner(LabeledItems items, TripletOptions? options = null, DataSplit? split = null)
        : base(items, options ??= new TripletOptions(), split, (subset, whole) => MakePlan(subset, whole, options))
    {
        OptionFault.ThrowIfAny(options.Bounds.FaultsOn(options.Distance, items.Scores is not null));
        if (options.TestTriplets > 0 && TestPlan is null)
            throw new InvalidOptionsException(
            [
                new OptionFault(
                    nameof(options.TestTriplets),
                    $"is {options.TestTriplets}, but no item is held out to mine them from; see `TestRatio`."),
            ]);
    }

    /// <summary>Which triplets are mined.</summary>
    public new TripletOptions Options => (TripletOptions)base.Options;

    private protected override string Stage => "mining triplets";

    private protected override MinedSequence<Triplet> Mine(
        SequencePlan plan, StepRange steps, EmbeddedItems embedded, Action<long> advance, CancellationToken cancellationToken) =>
        new TripletMining(plan, Options, embedded).Mine(steps, advance, cancellationToken);

    private protected override long TrainUnits => Items.Anchors.Count;

    private protected override void AddUnits(
        WorkDivision division, SequencePlan plan, StepRange steps, long offset, CancellationToken cancellationToken)
    {
        var counts = new int[Items.Anchors.Count];
        foreach (var block in new StepAnchors(plan, Options).AssignBlocks(steps, cancellationToken))
        {
            foreach (var step in block)
                counts[step.Anchor]++;
        }
        division.Reserve(counts.Length - counts.AsSpan().Count(0));
        for (var anchor = 0; anchor < counts.Length; anchor++)
        {
            var count = counts[anchor];
            var distances = Options.CandidatePool is { } pool ? (long)count * Math.Min(pool, plan.Items) : plan.Items;
            if (count > 0)
                division.Add(offset + anchor, count, distances, distances + (long)count * plan.Items / StepsPerRow);
        }
    }

    private protected override MinedSequence<Triplet> MineUnits(
        SequencePlan plan, StepRange steps, long start, long end, EmbeddedItems embedded, Action<long> advance,
        CancellationToken cancellationToken) =>
        new TripletMining(plan, Options, embedded).Mine(steps, start, end, advance, cancellationToken);

    private static SequencePlan MakePlan(Subset subset, DataSplit split, TripletOptions options)
    {
        subset.RequireAnchors();
        var isTrain = subset.Part == SplitPart.Train;
        var steps = isTrain
            ? options.TripletsPerEpoch
            : options.TestTriplets ?? (int)Math.Round(options.TripletsPerEpoch * split.TestRatio, MidpointRounding.AwayFromZero);
        var blockSteps = Math.Max(1, BlockSteps / Math.Min(options.Negatives, subset.Items.Length));
        var without = subset.Classes - subset.AnchorClasses.Length;
        return new SequencePlan(subset, options, steps, isTrain ? options.Epochs : 1, blockSteps)
        {
            Skipped = without == 0
                ? []
                : [
                    subset.Data.Match == LabelMatch.All
                        ? new SkippedCount(
                            without, "classes without a positive",
                            "no item has all labels of an anchor of theirs; such a class supplies negatives only")
                        : new SkippedCount(
                            without, "singleton classes",
                            "anchor and positive are two items of a class; such a class supplies negatives only"),
                ],
        };
    }
}
