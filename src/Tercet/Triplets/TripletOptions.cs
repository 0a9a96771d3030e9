namespace Tercet;

/// <summary>Which triplets to mine.</summary>
/// <example><code>
/// var options = new TripletOptions
/// {
///     TripletsPerEpoch = 10_000, Epochs = 10, Selector = NegativeSelector.Relative, Schedule = HardnessSchedule.Constant(0.45),
/// };
/// </code></example>
public sealed record TripletOptions : MiningOptions
{
    /// <summary>Triplets per epoch. Default 10,000; 1 or more.</summary>
    public int TripletsPerEpoch { get; init; } = 10_000;

    /// <summary>
    /// Test triplets; 0 or more. Default (null): triplets per epoch times the test ratio of the split, or where it was made
    /// without one, times the fraction of rows held out.
    /// </summary>
    public int? TestTriplets { get; init; }

    /// <summary>How positives are chosen. Default at random.</summary>
    public PositiveStrategy PositiveStrategy { get; init; } = PositiveStrategy.Random;

    /// <summary>
    /// Each step draws its candidates from this many random items of the split instead of all. Default null: all; 2 or more.
    /// </summary>
    public int? CandidatePool { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults()
    {
        if (TripletsPerEpoch < 1)
            yield return new OptionFault(nameof(TripletsPerEpoch), $"is {TripletsPerEpoch}; expected 1 or more.");
        if (TestTriplets is < 0)
            yield return new OptionFault(nameof(TestTriplets), $"is {TestTriplets}; expected 0 or more.");
        if (CandidatePool is < 2)
            yield return new OptionFault(nameof(CandidatePool), $"is {CandidatePool}; expected 2 or more.");
        if (!Enum.IsDefined(PositiveStrategy))
            yield return OptionFault.Unknown(nameof(PositiveStrategy), PositiveStrategy);
        foreach (var fault in base.Faults())
            yield return fault;
    }
}
