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
    /// What is mined, as both kinds of sequence have it: epochs, strategy, schedule, seed. To be replaced by options of the same
    /// kind only. Its distance is overruled by the loss's, its steps by the current epoch.
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
    /// <param name="classes">Classes of the training split.</param>
    internal abstract int BatchesPerEpoch(int classes);

    /// <summary>Every fault of these options; empty where there is none.</summary>
    internal abstract IEnumerable<OptionFault> Faults();

    /// <summary>Mines an epoch.</summary>
    /// <param name="request">What from, and how.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    internal abstract IEnumerable<TrainingBatch> Mine(EpochRequest request, CancellationToken cancellationToken);

    /// <summary>The mining options of one epoch.</summary>
    /// <param name="request">Which epoch, and at what hardness.</param>
    /// <param name="steps">Steps per epoch.</param>
    private protected MiningOptions ForEpoch(EpochRequest request, int steps)
    {
        var mining = Mining with
        {
            TestRatio = 0, // the data are those of the training split alone
            Distance = Distance,
            Steps = new StepRange((long)request.Epoch * steps, (request.Epoch + 1L) * steps),
        };
        return request.Hardness is { } constant
            ? mining with { Strategy = Strategy.Sequence, Schedule = HardnessSchedule.Constant(constant) }
            : mining;
    }

    /// <summary>The faults of mining options.</summary>
    private protected IEnumerable<OptionFault> MiningFaults() =>
        Mining.Faults().Select(fault => new OptionFault(nameof(Mining), $"{fault}"));

    private protected static T RequireKind<T>(MiningOptions mining) where T : MiningOptions =>
        mining as T ?? throw new ArgumentException(
            $"`Mining` is {mining?.GetType().Name ?? "null"}; expected {typeof(T).Name}. "
            + "For another kind of sequence, set `Sequence`.",
            nameof(mining));
}
