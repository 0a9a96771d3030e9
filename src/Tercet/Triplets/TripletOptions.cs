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

    /// <summary>
    /// Negatives per step, as many triplets with the same step. Default 1; 1 or more. They are the one that is selected and those
    /// next in rank, or where too few are farther, the farthest ones; random selectors draw each.
    /// </summary>
    public int Negatives { get; init; } = 1;

    /// <summary>
    /// Ranks from the selected negative on over which the negatives of a step are spread evenly. Default (null): they follow without
    /// gaps. <see cref="Negatives"/> or more.
    /// </summary>
    public int? Spread { get; init; }

    /// <summary>Bounds that keep likely false negatives out. Default none.</summary>
    public NegativeBounds Bounds { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<OptionFault> Faults()
    {
        if (TripletsPerEpoch < 1)
            yield return new OptionFault(nameof(TripletsPerEpoch), $"is {TripletsPerEpoch}; expected 1 or more.");
        if (TestTriplets is < 0)
            yield return new OptionFault(nameof(TestTriplets), $"is {TestTriplets}; expected 0 or more.");
        if (Negatives < 1)
            yield return new OptionFault(nameof(Negatives), $"is {Negatives}; expected 1 or more.");
        if (Spread < Negatives)
            yield return new OptionFault(nameof(Spread), $"is {Spread}; expected `Negatives`, {Negatives}, or more.");
        if (Spread is not null && Selector is ISamplesNegatives)
            yield return new OptionFault(
                nameof(Spread), $"is {Spread}, but {Selector.Identity} draws each negative at random. Leave it out.");
        foreach (var fault in Bounds.Faults())
            yield return fault;
        if (CandidatePool is < 2)
            yield return new OptionFault(nameof(CandidatePool), $"is {CandidatePool}; expected 2 or more.");
        if (!Enum.IsDefined(PositiveStrategy))
            yield return OptionFault.Unknown(nameof(PositiveStrategy), PositiveStrategy);
        foreach (var fault in base.Faults())
            yield return fault;
    }
}
