using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>Training on batches of classes, with a loss that finds its positives and negatives within the batch.</summary>
/// <example>
/// <code>
/// var options = new TrainingOptions
/// {
///     Sequence = new BatchTraining
///     {
///         Options = new BatchOptions { ClassesPerBatch = 32, SamplesPerClass = 2, Epochs = 20 },
///         Loss = new NtXentLoss { Temperature = 0.07 },
///     },
/// };
/// </code>
/// </example>
public sealed record BatchTraining : TrainingSequence
{
    /// <summary>
    /// Which batches to mine. Default 32 classes with 2 items each, one pass over the classes per epoch, 10 epochs.
    /// </summary>
    public BatchOptions Options { get; init; } = new() { Epochs = 10 };

    /// <summary>The loss within a batch. Default semi-hard.</summary>
    public IBatchLoss Loss { get; init; } = new SemiHardLoss();

    /// <inheritdoc/>
    public override MiningOptions Mining
    {
        get => Options;
        init => Options = RequireKind<BatchOptions>(value);
    }

    /// <inheritdoc/>
    public override Distance Distance => Loss.Distance;

    /// <inheritdoc/>
    public override string LossIdentity => Loss.Identity;

    /// <inheritdoc/>
    public override double LossAtCollapse => Loss.LossAtCollapse(Options.ClassesPerBatch, Options.SamplesPerClass);

    /// <summary>Unbounded: a loss of one's own counts terms as it likes.</summary>
    internal override int MaxTermsPerEpoch => int.MaxValue;

    private protected override INegativeSelector RescueSelector => NegativeSelector.Random;

    internal override int BatchesPerEpoch(TrainingSet set) => new BatchMiner(set.Items, Options, set.Split).Plan.StepsPerEpoch;

    internal override IEnumerable<OptionFault> Faults() => Mining.Faults().Concat(Loss.Faults());

    internal override IEnumerable<TrainingBatch> Mine(EpochRequest request, CancellationToken cancellationToken)
    {
        var miner = new BatchMiner(request.Set.Items, (BatchOptions)ForEpoch(request), request.Set.Split);
        return miner.Mine(request.Embeddings, request.Epoch, request.CatalogEmbeddings, cancellationToken: cancellationToken)
            .Select(batch => ToBatch(request.Set, batch));
    }

    private TrainingBatch ToBatch(TrainingSet set, Batch batch)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] classes =
        [
            .. batch.Items.Select(item => numbers.TryAdd(item.Class, numbers.Count) ? numbers.Count - 1 : numbers[item.Class]),
        ];
        return new TrainingBatch(
            [
                .. batch.Items.Select(item =>
                    (item.Role == ItemRole.Catalog ? set.AnchorInputs : set.Inputs, item.Row)),
            ],
            [.. batch.Items.Where(item => item.Hardness is not null).Select(item => item.Hardness!.Value)],
            rows => Loss.Evaluate(rows, classes))
        {
            Batch = batch,
        };
    }
}
