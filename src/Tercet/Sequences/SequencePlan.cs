namespace Tercet;

/// <summary>
/// What labels and options alone determine of a sequence: its length, its epochs and cycles, the target hardness of each step,
/// and the order in which classes supply anchors. Made once, before any embedding.
/// </summary>
public sealed class SequencePlan
{
    private readonly MiningOptions _options;
    private readonly StepPermutation _permutation;

    internal SequencePlan(Subset subset, MiningOptions options, int stepsPerEpoch, int epochs, int blockSteps)
    {
        (Subset, _options) = (subset, options);
        (StepsPerEpoch, Epochs, BlockSteps) = (stepsPerEpoch, epochs, blockSteps);
        _permutation = new StepPermutation(options.Seed, TotalSteps);
        var followsSchedule = NegativeSelector.FollowsSchedule(options.Selector) && subset.Part == SplitPart.Train;
        if (followsSchedule && options.Schedule.Cycles > Math.Max(1, TotalSteps))
            throw new InvalidOptionsException(
            [
                new OptionFault(
                    nameof(HardnessSchedule.Cycles),
                    $"is {options.Schedule.Cycles}; expected at most the number of steps, {TotalSteps}."),
            ]);
    }

    /// <summary>Items of the part that is mined: the candidates before any filter.</summary>
    public int Items => Subset.Items.Length;

    /// <summary>Classes with an item in the part.</summary>
    public int Classes => Subset.Classes;

    /// <summary>
    /// Classes that can supply an anchor; the others have a single item and no catalog, and serve as negatives only.
    /// </summary>
    public int AnchorClasses => Subset.AnchorClasses.Length;

    /// <summary>Steps per epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Epochs; 1 for a test sequence.</summary>
    public int Epochs { get; }

    /// <summary>Steps of the whole sequence: epochs × steps per epoch.</summary>
    public long TotalSteps => (long)StepsPerEpoch * Epochs;

    /// <summary>What is left out of every step, how often and why.</summary>
    public IReadOnlyList<SkippedCount> Skipped { get; internal init; } = [];

    internal Subset Subset { get; }

    /// <summary>Steps that are mined together at little more memory than their result.</summary>
    internal int BlockSteps { get; }

    /// <summary>The steps of an epoch.</summary>
    /// <param name="epoch">0 to <see cref="Epochs"/> − 1.</param>
    public StepRange StepsOf(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)epoch, (uint)Epochs, nameof(epoch));
        return new StepRange((long)epoch * StepsPerEpoch, (epoch + 1L) * StepsPerEpoch);
    }

    /// <summary>The epoch of a step, from 0.</summary>
    /// <param name="step">0 to <see cref="TotalSteps"/> − 1.</param>
    internal int EpochOf(long step) => (int)(step / StepsPerEpoch);

    /// <summary>The cycle of a step, from 0.</summary>
    /// <param name="step">0 to <see cref="TotalSteps"/> − 1.</param>
    internal int CycleOf(long step) => _options.Schedule.CycleOf(step, TotalSteps);

    /// <summary>The target hardness of a step, in [0, 1]; null where the selector has none.</summary>
    /// <param name="step">0 to <see cref="TotalSteps"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    /// <exception cref="InvalidOperationException">The curve or the selector gives a value outside [0, 1].</exception>
    public double? TargetHardnessAt(long step)
    {
        var scheduled = _options.Schedule.HardnessAt(PlaceOf(step), TotalSteps);
        return _options.Selector.TargetFor(scheduled) switch
        {
            null => null,
            >= 0 and <= 1 and var target => target,
            var target => throw new InvalidOperationException(FormattableString.Invariant(
                $"selector '{_options.Selector.Identity}' makes {target} of the scheduled hardness {scheduled}; ")
                + "expected a target hardness in [0, 1], or null for none."),
        };
    }

    /// <summary>The step of the schedule whose hardness a step gets.</summary>
    private long PlaceOf(long step) => _options.Schedule.Order switch
    {
        HardnessOrder.Reversed => TotalSteps - 1 - step,
        HardnessOrder.Shuffled => _permutation.At(step),
        _ => step,
    };

    /// <summary>
    /// Cuts a range into blocks to be mined one after the other in bounded memory: together they are what the range is.
    /// </summary>
    /// <param name="steps">Steps of this sequence.</param>
    public IEnumerable<StepRange> Blocks(StepRange steps)
    {
        for (var start = steps.Start; start < steps.End;)
        {
            var end = Math.Min(steps.End, (start / BlockSteps + 1) * BlockSteps);
            yield return new StepRange(start, end);
            start = end;
        }
    }

    /// <summary>A step's own random numbers for a purpose.</summary>
    internal RandomStream Stream(RandomPurpose purpose, long step) =>
        new(_options.Seed, purpose, (ulong)Subset.Part, (ulong)step);

    /// <summary>Refuses a range that is not of this sequence.</summary>
    /// <param name="steps">The range.</param>
    /// <exception cref="InvalidOptionsException">It is empty, or not of the sequence.</exception>
    public void RequireSteps(StepRange steps)
    {
        if (!(steps.Start >= 0 && steps.Start < steps.End && steps.End <= TotalSteps))
            throw new InvalidOptionsException(
            [
                new OptionFault(
                    "Steps", $"is {steps}; expected start..end with 0 ≤ start < end ≤ {TotalSteps}; the end is exclusive."),
            ]);
    }
}
