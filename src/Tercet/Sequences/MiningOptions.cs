
namespace Tercet;

/// <summary>What holds of every sequence that is mined, of triplets (<see cref="TripletOptions"/>) as of batches (<see cref="BatchOptions"/>). Equal options and data give an equal sequence, on any number of threads and on any processor.</summary>
public abstract record MiningOptions
{
    private protected MiningOptions()
    {
    }

    /// <summary>Epochs; one schedule runs over all of them. Default 1; 1 or more.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The part of the data held out for the test. Default 0.2; 0 (none) to below 1.</summary>
    public double TestRatio { get; init; } = 0.2;

    /// <summary>What is dealt out between training and test. Default whole classes.</summary>
    public SplitBy SplitBy { get; init; } = SplitBy.Class;

    /// <summary>The training steps to mine. Default (null): all. A slice has the bytes it has in the whole.</summary>
    public StepRange? Steps { get; init; }

    /// <summary>How hardness is chosen. Default by the schedule.</summary>
    public Strategy Strategy { get; init; } = Strategy.Sequence;

    /// <summary>Hardness over the steps, where the strategy is <see cref="Strategy.Sequence"/>.</summary>
    public HardnessSchedule Schedule { get; init; } = new();

    /// <summary>What hardness means among the candidates, where the strategy is <see cref="Strategy.Sequence"/>. Default range; log-rank for batches.</summary>
    public Scale Scale { get; init; } = Scale.Range;

    /// <summary>The distance between embeddings. Default Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.Euclidean;

    /// <summary>A candidate nearer to the anchor than this is taken for a duplicate and is ruled out. Default 0: none is. In units of the distance; 0 or more.</summary>
    public double MinDistance { get; init; }

    /// <summary>The seed of every random choice. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at work. Default the processors of this machine; 1 or more. The result does not depend on it.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }

    /// <summary>Every fault of these options, in words; empty where there is none.</summary>
    internal virtual IEnumerable<string> Faults()
    {
        if (Epochs < 1)
            yield return FormattableString.Invariant($"epochs is {Epochs}; expected 1 or more.");
        if (!(TestRatio is >= 0 and < 1))
            yield return FormattableString.Invariant($"test ratio is {TestRatio}; expected 0 (no test split) to below 1.");
        if (!(MinDistance >= 0 && double.IsFinite(MinDistance)))
            yield return FormattableString.Invariant($"min distance is {MinDistance}; expected a finite number, 0 or more.");
        if (MaxDegreeOfParallelism < 1)
            yield return FormattableString.Invariant($"threads is {MaxDegreeOfParallelism}; expected 1 or more.");
        foreach (var fault in Schedule.Faults())
            yield return fault;
        foreach (var (name, known) in new[]
        {
            ("strategy", Enum.IsDefined(Strategy)), ("scale", Enum.IsDefined(Scale)), ("distance", Enum.IsDefined(Distance)), ("split", Enum.IsDefined(SplitBy)),
        })
        {
            if (!known)
                yield return $"{name} is none of its enumeration.";
        }
    }

    /// <summary>Splits the data for the sake of the faults that may be found: better before images are read than after.</summary>
    /// <exception cref="InvalidInputException">The data cannot be split so, or what is asked cannot be made of the split.</exception>
    internal abstract void RequireSplit(Dataset data);

    /// <summary>What is wrong with the slice and the cycles of a sequence of so many steps, in words.</summary>
    /// <param name="total">Steps of the whole sequence.</param>
    /// <param name="product">What they are, in words.</param>
    internal IEnumerable<string> StepFaults(long total, string product)
    {
        if (Steps is { } steps && !(steps.Start >= 0 && steps.Start < steps.End && steps.End <= total))
            yield return FormattableString.Invariant($"steps is {steps}; expected start..end with 0 ≤ start < end ≤ {total} ({product}); the end is not part of the slice.");
        if (Strategy == Strategy.Sequence && Schedule.Cycles > Math.Max(1, total))
            yield return FormattableString.Invariant($"cycles is {Schedule.Cycles}; expected at most the number of steps, {total}.");
    }
}
