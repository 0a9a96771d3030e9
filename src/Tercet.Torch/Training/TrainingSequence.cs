namespace Tercet.Torch.Training;

/// <summary>
/// What an encoder is trained on, epoch by epoch along one schedule, with the loss that goes with it: mined triplets
/// (<see cref="TripletTraining"/>) or batches of classes (<see cref="BatchTraining"/>).
/// </summary>
public abstract record TrainingSequence
{
    private protected TrainingSequence()
    {
    }

    /// <summary>
    /// What is mined, as both kinds of sequence have it: epochs, selector, schedule, seed. To be replaced by options of the same
    /// kind only. Its distance is overruled by the loss's.
    /// </summary>
    /// <exception cref="ArgumentException">Options of the other kind are set.</exception>
    public abstract MiningOptions Mining { get; init; }

    /// <summary>The distance of the loss, which mining and validation use too.</summary>
    public abstract Distance Distance { get; }

    /// <summary>The loss with all its parameters, such as <c>nt-xent(temperature=0.1)</c>.</summary>
    public abstract string LossIdentity { get; }

    /// <summary>The loss of an encoder that maps everything to one point.</summary>
    public abstract double LossAtCollapse { get; }

    /// <summary>The most loss terms that an epoch can have.</summary>
    internal abstract int MaxTermsPerEpoch { get; }

    /// <summary>Batches per epoch; fewer where filters leave steps out.</summary>
    /// <param name="set">What is trained on.</param>
    internal abstract int BatchesPerEpoch(TrainingSet set);

    /// <summary>Every fault of these options; empty where there is none.</summary>
    internal abstract IEnumerable<OptionFault> Faults();

    /// <summary>Mines an epoch.</summary>
    /// <param name="request">What from, and how.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal abstract IEnumerable<TrainingBatch> Mine(EpochRequest request, CancellationToken cancellationToken);

    /// <summary>Picks negatives that still teach a collapsed encoder.</summary>
    private protected abstract INegativeSelector RescueSelector { get; }

    /// <summary>The mining options of an epoch.</summary>
    private protected MiningOptions ForEpoch(EpochRequest request)
    {
        if (request.IsRescue)
            return Mining with { Distance = Distance, Selector = RescueSelector };
        return request.Hardness is { } constant
            ? Mining with { Distance = Distance, Schedule = HardnessSchedule.Constant(constant) }
            : Mining with { Distance = Distance };
    }

    private protected static T RequireKind<T>(MiningOptions mining) where T : MiningOptions =>
        mining as T ?? throw new ArgumentException(
            $"`Mining` is {mining?.GetType().Name ?? "null"}; expected {typeof(T).Name}. "
            + "For another kind of sequence, set `Sequence`.",
            nameof(mining));
}
