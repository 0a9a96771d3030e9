using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Training on mined triplets in their order, some at a time.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions
/// {
///     Sequence = new TripletTraining { Options = new TripletOptions { TripletsPerEpoch = 5000, Epochs = 20 }, BatchSize = 64 },
/// };
/// </code>
/// </example>
public sealed record TripletTraining : TrainingSequence
{
    /// <summary>Which triplets to mine. Default 1,000 per epoch, 10 epochs.</summary>
    public TripletOptions Options { get; init; } = new() { TripletsPerEpoch = 1000, Epochs = 10 };

    /// <summary>The loss of a triplet.</summary>
    public TripletLoss Loss { get; init; } = new();

    /// <summary>Triplets per batch, in order. Default 32; 1 or more.</summary>
    public int BatchSize { get; init; } = 32;

    /// <inheritdoc/>
    public override MiningOptions Mining
    {
        get => Options;
        init => Options = RequireKind<TripletOptions>(value);
    }

    /// <inheritdoc/>
    public override Distance Distance => Loss.Distance;

    /// <inheritdoc/>
    public override string LossIdentity => Loss.Identity;

    /// <inheritdoc/>
    public override double LossAtCollapse => Loss.LossAtCollapse;

    internal override int MaxTermsPerEpoch => Options.TripletsPerEpoch;

    private protected override INegativeSelector RescueSelector => NegativeSelector.SemiHard;

    internal override int BatchesPerEpoch(TrainingSet set)
    {
        var triplets = new TripletMiner(set.Items, Options, set.Split).Plan.StepsPerEpoch;
        return (triplets + BatchSize - 1) / BatchSize;
    }

    internal override IEnumerable<OptionFault> Faults()
    {
        foreach (var fault in Mining.Faults().Concat(Loss.Faults()))
            yield return fault;
        if (BatchSize < 1)
            yield return new OptionFault(nameof(BatchSize), $"is {BatchSize}; expected 1 or more.");
    }

    internal override IEnumerable<TrainingBatch> Mine(EpochRequest request, CancellationToken cancellationToken)
    {
        var miner = new TripletMiner(request.Set.Items, (TripletOptions)ForEpoch(request), request.Set.Split);
        return miner.Mine(request.Embeddings, request.Epoch, request.CatalogEmbeddings, cancellationToken: cancellationToken)
            .Chunk(BatchSize).Select(triplets => ToBatch(request.Set, triplets));
    }

    /// <summary>A batch of all anchors, then all positives, then all negatives.</summary>
    private TrainingBatch ToBatch(TrainingSet set, Triplet[] triplets)
    {
        var count = triplets.Length;
        return new TrainingBatch(
            [
                .. triplets.Select(triplet => (set.AnchorInputs, triplet.Anchor)),
                .. triplets.Select(triplet => (set.Inputs, triplet.Positive)),
                .. triplets.Select(triplet => (set.Inputs, triplet.Negative)),
            ],
            [.. triplets.Select(triplet => triplet.Hardness)],
            rows => Loss.Evaluate(rows, Enumerable.Range(0, count).Select(i => (i, count + i, 2 * count + i))))
        {
            Triplets = triplets,
        };
    }
}
