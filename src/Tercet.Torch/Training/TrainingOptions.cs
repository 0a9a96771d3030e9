namespace Tercet.Torch.Training;

/// <summary>How an encoder is trained.</summary>
/// <example>
/// Batches of classes with NT-Xent, at a hardness that follows the fraction of active terms:
/// <code>
/// var options = new TrainingOptions
/// {
///     Sequence = new BatchTraining { Options = new BatchOptions { Epochs = 20 }, Loss = new NtXentLoss() },
///     AdaptiveTarget = 0.5,
///     OnCollapse = OnCollapse.Rescue,
/// };
/// </code>
/// </example>
public sealed record TrainingOptions
{
    /// <summary>What is mined, triplets or batches, and the loss. Default 10 epochs of 1,000 triplets.</summary>
    public TrainingSequence Sequence { get; init; } = new TripletTraining();

    /// <summary>The mining options of <see cref="Sequence"/>, as both kinds of sequence have them.</summary>
    /// <exception cref="ArgumentException">Options of the other kind are set.</exception>
    public MiningOptions Mining
    {
        get => Sequence.Mining;
        init => Sequence = Sequence with { Mining = value };
    }

    /// <summary>Whether embeddings are scaled to unit length. Default true.</summary>
    public bool UnitLength { get; init; } = true;

    /// <summary>Adam's learning rate (Kingma and Ba 2015). Default 0.001; in (0, ∞).</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>
    /// Whether each epoch is mined on the embeddings that the encoder gives before it. Default true; if not, all epochs are mined
    /// on the inputs, as in the original method.
    /// </summary>
    public bool Remine { get; init; } = true;

    /// <summary>
    /// The fraction of active loss terms that <see cref="AdaptiveHardness"/> keeps, in place of the schedule; in (0, 1). Default
    /// null: the schedule sets the hardness.
    /// </summary>
    public double? AdaptiveTarget { get; init; }

    /// <summary>What happens when the encoder collapses. Default a warning.</summary>
    public OnCollapse OnCollapse { get; init; } = OnCollapse.Warn;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate() => OptionFault.ThrowIfAny(Faults());

    /// <summary>Every fault of these options; empty where there is none.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        foreach (var fault in Sequence.Faults())
            yield return fault;
        if (!(LearningRate > 0 && double.IsFinite(LearningRate)))
            yield return new OptionFault(nameof(LearningRate), $"is {LearningRate}; expected a finite number above 0.");
        if (AdaptiveTarget is { } target && !(target is > 0 and < 1))
            yield return new OptionFault(nameof(AdaptiveTarget), $"is {target}; expected a number in (0, 1).");
        if (AdaptiveTarget is not null && !NegativeSelector.FollowsSchedule(Mining.Selector))
        {
            yield return new OptionFault(
                nameof(AdaptiveTarget), $"sets the target hardness, but `Selector` is {Mining.Selector.Identity}, which has none of the schedule's; expected range, rank, log-rank or relative.");
        }
        if (!Enum.IsDefined(OnCollapse))
        {
            yield return new OptionFault(
                nameof(OnCollapse), $"is {OnCollapse}; expected one of {string.Join(", ", EnumNames.All<OnCollapse>())}.");
        }
    }
}
