
namespace Tercet;

/// <summary>Which triplets to mine.</summary>
public sealed record TripletOptions : MiningOptions
{
    /// <summary>Triplets an epoch. Default 10,000; 1 or more.</summary>
    public int Triplets { get; init; } = 10_000;

    /// <summary>Test triplets. Default (null): triplets × test ratio; 0 or more.</summary>
    public int? TestTriplets { get; init; }

    /// <summary>How positives are chosen. Default at random.</summary>
    public PositiveStrategy Positive { get; init; } = PositiveStrategy.Random;

    /// <summary>Each step draws its candidates from this many random items of the split instead of all. Default null: all; 2 or more.</summary>
    public int? Pool { get; init; }

    /// <summary>Steps of the whole training sequence: epochs × triplets.</summary>
    public long TotalSteps => (long)Epochs * Triplets;

    /// <summary>Test triplets as asked for, or by default.</summary>
    public int TestSteps => TestRatio == 0 ? 0 : TestTriplets ?? (int)Math.Round(Triplets * TestRatio, MidpointRounding.AwayFromZero);

    /// <inheritdoc/>
    internal override IEnumerable<string> Faults()
    {
        if (Triplets < 1)
            yield return FormattableString.Invariant($"triplets is {Triplets}; expected 1 or more.");
        if (TestTriplets is < 0)
            yield return FormattableString.Invariant($"test triplets is {TestTriplets}; expected 0 or more.");
        if (TestTriplets > 0 && TestRatio == 0)
            yield return FormattableString.Invariant($"test triplets is {TestTriplets}, but a test ratio of 0 leaves no test split to mine them from.");
        if (Pool is < 2)
            yield return FormattableString.Invariant($"pool is {Pool}; expected 2 or more.");
        if (!Enum.IsDefined(Positive))
            yield return "positive is none of its enumeration.";
        foreach (var fault in base.Faults().Concat(StepFaults(TotalSteps, "epochs × triplets")))
            yield return fault;
    }

    internal override void RequireSplit(Dataset data)
    {
        var (train, test) = Splitter.Create(data, TestRatio, SplitBy, Seed);
        train.RequireAnchors();
        test?.RequireAnchors();
    }
}
