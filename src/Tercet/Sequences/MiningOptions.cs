namespace Tercet;

/// <summary>
/// The options that triplets (<see cref="TripletOptions"/>) and batches (<see cref="BatchOptions"/>) share. Equal options and
/// data give an equal sequence, on any number of threads and on any processor.
/// </summary>
public abstract record MiningOptions
{
    private protected MiningOptions()
    {
    }

    /// <summary>Epochs; one schedule runs over all of them. Default 1; 1 or more.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>
    /// Target hardness over the steps, for selectors that follow it. Default 0.5 throughout: on the default scale the nearest
    /// negative beyond the positive, as semi-hard; for batches one cycle from 0 to 1.
    /// </summary>
    public HardnessSchedule Schedule { get; init; } = HardnessSchedule.Constant(0.5);

    /// <summary>
    /// Picks the negative. Default <see cref="NegativeSelector.Relative"/>; <see cref="NegativeSelector.LogRank"/> for batches.
    /// <see cref="MiningRecipe"/> has others that were tried.
    /// </summary>
    public INegativeSelector Selector { get; init; } = NegativeSelector.Relative;

    /// <summary>The distance between embeddings. Default Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.Euclidean;

    /// <summary>
    /// A candidate nearer to the anchor than this is taken for a duplicate and is excluded. Default 0: none is. In units of the
    /// distance; finite, 0 or more.
    /// </summary>
    public double MinDistance { get; init; }

    /// <summary>
    /// The fraction of an anchor's candidates that are left out as likely false negatives, the nearest first; in batches, of the
    /// classes that could join a group. Default 0; in [0, 1).
    /// </summary>
    public double SkipNearest { get; init; }

    /// <summary>The seed of every random choice. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Degree of parallelism. Default the processors of this machine; 1 or more. The result does not depend on it.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate() => OptionFault.ThrowIfAny(Faults());

    /// <summary>Every fault of these options; empty where there is none.</summary>
    public virtual IEnumerable<OptionFault> Faults()
    {
        if (Epochs < 1)
            yield return new OptionFault(nameof(Epochs), $"is {Epochs}; expected 1 or more.");
        if (!(MinDistance >= 0 && double.IsFinite(MinDistance)))
            yield return new OptionFault(nameof(MinDistance), $"is {MinDistance}; expected a finite number, 0 or more.");
        if (!(SkipNearest is >= 0 and < 1))
            yield return new OptionFault(nameof(SkipNearest), $"is {SkipNearest}; expected a fraction in [0, 1).");
        if (MaxDegreeOfParallelism < 1)
            yield return new OptionFault(nameof(MaxDegreeOfParallelism), $"is {MaxDegreeOfParallelism}; expected 1 or more.");
        foreach (var fault in Schedule.Faults())
            yield return fault;
        if (string.IsNullOrWhiteSpace(Selector?.Identity))
            yield return new OptionFault(
                nameof(Selector), $"has no identity; expected one that names the selector and its parameters.");
        if (!Enum.IsDefined(Distance))
            yield return OptionFault.Unknown(nameof(Distance), Distance);
    }
}
