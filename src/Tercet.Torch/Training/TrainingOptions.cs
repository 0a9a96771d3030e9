using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>How an encoder is trained on triplets.</summary>
public sealed record TrainingOptions
{
    /// <summary>What is mined, triplets or batches: how many an epoch, epochs, the strategy, the schedule over all epochs. Its distance is overruled by the loss's, its steps by the epoch at work.</summary>
    public MiningOptions Mining { get; init; } = new TripletOptions { Triplets = 1000, Epochs = 10 };

    /// <summary>The triplet loss; what of it bears on batches, <see cref="InBatch"/> says.</summary>
    public TripletLoss Loss { get; init; } = new();

    /// <summary>The loss within a batch, where batches of classes are mined (<see cref="BatchOptions"/>). Default semi-hard.</summary>
    public InBatchLoss InBatch { get; init; } = InBatchLoss.SemiHard;

    /// <summary>τ of <see cref="InBatchLoss.NtXent"/>. Default 0.1; above 0.</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>The loss of an encoder that maps everything to one point: the margin, ln 2, or for NT-Xent ln(1 + negatives) of a full batch.</summary>
    public double LossAtCollapse => Mining is BatchOptions batches && InBatch == InBatchLoss.NtXent
        ? PortableMath.LogOnePlus((batches.ClassesPerBatch - 1.0) * batches.SamplesPerClass)
        : Loss.AtCollapse;

    /// <summary>Whether embeddings are scaled to unit length. Default true.</summary>
    public bool UnitLength { get; init; } = true;

    /// <summary>Triplets a batch, in order, where triplets are mined. Default 32; 1 or more.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Adam's learning rate (Kingma and Ba 2015). Default 0.001; above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Whether triplets are mined anew before each epoch, on the embeddings that the encoder then gives. Default true; if not, all are mined on the
    /// inputs as they are, as the original does.
    /// </summary>
    public bool Remine { get; init; } = true;

    /// <summary>
    /// The share of triplets with a loss at which <see cref="AdaptiveHardness"/> aims, in place of the schedule: above 0 to below 1. Default null: the schedule rules.
    /// </summary>
    public double? AdaptiveTarget { get; init; }

    /// <summary>What is done when the encoder collapses. Default a warning.</summary>
    public OnCollapse OnCollapse { get; init; } = OnCollapse.Warn;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }

    /// <summary>Every fault of these options, in words; empty where there is none.</summary>
    internal IEnumerable<string> Faults()
    {
        foreach (var fault in Mining.Faults().Concat(Loss.Faults()))
            yield return fault;
        if (BatchSize < 1)
            yield return FormattableString.Invariant($"batch size is {BatchSize}; expected 1 or more.");
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            yield return FormattableString.Invariant($"learning rate is {LearningRate}; expected a finite number above 0.");
        if (!(Temperature > 0 && double.IsFinite(Temperature)))
            yield return FormattableString.Invariant($"temperature is {Temperature}; expected a finite number above 0.");
        if (!Enum.IsDefined(InBatch))
            yield return "in-batch loss is none of its enumeration.";
        if (AdaptiveTarget is { } target && !(target is > 0 and < 1))
            yield return FormattableString.Invariant($"adaptive target is {target}; expected above 0 to below 1.");
        if (AdaptiveTarget is not null && Mining.Strategy != Strategy.Sequence)
            yield return "an adaptive target needs the strategy sequence: it sets the sequence's hardness.";
        if (!Enum.IsDefined(OnCollapse))
            yield return "on collapse is none of its enumeration.";
    }
}
