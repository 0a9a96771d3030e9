using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Sequencing;

namespace Tercet.Mining;

/// <summary>What to mine. Equal options and data give equal triplets, on any number of threads and on any processor.</summary>
public sealed record MiningOptions
{
    /// <summary>Triplets an epoch. Default 10,000; 1 or more.</summary>
    public int Triplets { get; init; } = 10_000;

    /// <summary>Epochs; one schedule runs over all of them. Default 1; 1 or more.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The part of the data held out for the test. Default 0.2; 0 (none) to below 1.</summary>
    public double TestRatio { get; init; } = 0.2;

    /// <summary>Test triplets. Default (null): triplets × test ratio; 0 or more.</summary>
    public int? TestTriplets { get; init; }

    /// <summary>What is dealt out between training and test. Default whole classes.</summary>
    public SplitBy SplitBy { get; init; } = SplitBy.Class;

    /// <summary>The training steps to mine. Default (null): all, 0..epochs × triplets. A slice has the bytes it has in the whole.</summary>
    public StepRange? Steps { get; init; }

    /// <summary>How negatives are chosen. Default by the schedule.</summary>
    public Strategy Strategy { get; init; } = Strategy.Sequence;

    /// <summary>Hardness over the steps, where the strategy is <see cref="Strategy.Sequence"/>.</summary>
    public HardnessSchedule Schedule { get; init; } = new();

    /// <summary>What hardness means among the candidates, where the strategy is <see cref="Strategy.Sequence"/>. Default range.</summary>
    public Scale Scale { get; init; } = Scale.Range;

    /// <summary>How positives are chosen. Default at random.</summary>
    public PositiveChoice Positive { get; init; } = PositiveChoice.Random;

    /// <summary>The distance between embeddings. Default Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.Euclidean;

    /// <summary>A candidate nearer to the anchor than this is taken for a duplicate and is no negative. Default 0: none is. In units of the distance; 0 or more.</summary>
    public double MinDistance { get; init; }

    /// <summary>Each step draws its candidates from this many random items of the split instead of all. Default null: all; 2 or more.</summary>
    public int? Pool { get; init; }

    /// <summary>The seed of every random choice. Default 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at work. Default the processors of this machine; 1 or more. The result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Steps of the whole training sequence: epochs × triplets.</summary>
    public long TotalSteps => (long)Epochs * Triplets;

    /// <summary>Test triplets as asked for, or by default.</summary>
    public int TestSteps => TestRatio == 0 ? 0 : TestTriplets ?? (int)Math.Round(Triplets * TestRatio, MidpointRounding.AwayFromZero);

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
        if (Triplets < 1)
            yield return FormattableString.Invariant($"triplets is {Triplets}; expected 1 or more.");
        if (Epochs < 1)
            yield return FormattableString.Invariant($"epochs is {Epochs}; expected 1 or more.");
        if (!(TestRatio is >= 0 and < 1))
            yield return FormattableString.Invariant($"test ratio is {TestRatio}; expected 0 (no test split) to below 1.");
        if (TestTriplets is < 0)
            yield return FormattableString.Invariant($"test triplets is {TestTriplets}; expected 0 or more.");
        if (TestTriplets > 0 && TestRatio == 0)
            yield return FormattableString.Invariant($"test triplets is {TestTriplets}, but a test ratio of 0 leaves no test split to mine them from.");
        if (Steps is { } steps && !(steps.Start >= 0 && steps.Start < steps.End && steps.End <= TotalSteps))
            yield return FormattableString.Invariant($"steps is {steps}; expected start..end with 0 ≤ start < end ≤ {TotalSteps} (epochs × triplets); the end is not part of the slice.");
        if (!(MinDistance >= 0 && double.IsFinite(MinDistance)))
            yield return FormattableString.Invariant($"min distance is {MinDistance}; expected a finite number, 0 or more.");
        if (Pool is < 2)
            yield return FormattableString.Invariant($"pool is {Pool}; expected 2 or more.");
        if (Threads < 1)
            yield return FormattableString.Invariant($"threads is {Threads}; expected 1 or more.");
        foreach (var fault in Schedule.Faults())
            yield return fault;
        if (Strategy == Strategy.Sequence && Schedule.Cycles > Math.Max(1, TotalSteps))
            yield return FormattableString.Invariant($"cycles is {Schedule.Cycles}; expected at most the number of steps, {TotalSteps}.");
        foreach (var (name, known) in new[]
        {
            ("strategy", Enum.IsDefined(Strategy)), ("scale", Enum.IsDefined(Scale)), ("positive", Enum.IsDefined(Positive)),
            ("distance", Enum.IsDefined(Distance)), ("split", Enum.IsDefined(SplitBy)),
        })
        {
            if (!known)
                yield return $"{name} is none of its enumeration.";
        }
    }
}
