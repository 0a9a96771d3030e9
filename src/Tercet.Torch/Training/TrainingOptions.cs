using Tercet.Mining;
using Tercet.Sequencing;
using Tercet.Torch.Losses;

namespace Tercet.Torch.Training;

/// <summary>How an encoder is trained on triplets.</summary>
public sealed record TrainingOptions
{
    /// <summary>What is mined: triplets an epoch, epochs, the strategy, the schedule over all epochs. Its distance is overruled by the loss's, its steps by the epoch at work.</summary>
    public TripletOptions Mining { get; init; } = new() { Triplets = 1000, Epochs = 10 };

    /// <summary>The loss.</summary>
    public TripletLoss Loss { get; init; } = new();

    /// <summary>Whether embeddings are scaled to unit length. Default true.</summary>
    public bool UnitLength { get; init; } = true;

    /// <summary>Triplets a batch, in order. Default 32; 1 or more.</summary>
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
        if (AdaptiveTarget is { } target && !(target is > 0 and < 1))
            yield return FormattableString.Invariant($"adaptive target is {target}; expected above 0 to below 1.");
        if (AdaptiveTarget is not null && Mining.Strategy != Strategy.Sequence)
            yield return "an adaptive target needs the strategy sequence: it sets the sequence's hardness.";
        if (!Enum.IsDefined(OnCollapse))
            yield return "on collapse is none of its enumeration.";
    }
}
