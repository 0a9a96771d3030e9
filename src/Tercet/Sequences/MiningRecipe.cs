namespace Tercet;

/// <summary>
/// A way to select negatives that has been tried, by name: a selector, a schedule, and for batches the size of groups.
/// </summary>
/// <param name="Name">Its name: lower-case letters and hyphens.</param>
/// <param name="Summary">What it does, in a clause.</param>
/// <param name="Selector">Picks the negative.</param>
/// <param name="Schedule">The target hardness, where the selector follows it.</param>
/// <remarks>How they compare, by data set: docs/evidence/.</remarks>
/// <example><code>
/// var options = MiningRecipe.Original.ApplyTo(new TripletOptions { TripletsPerEpoch = 10_000, Epochs = 10 });
/// </code></example>
public sealed record MiningRecipe(string Name, string Summary, INegativeSelector Selector, HardnessSchedule Schedule)
{
    /// <summary>The method as published: a sigmoid on the range scale to a hardness of 0.85, in ten cycles.</summary>
    public static MiningRecipe Original { get; } = new(
        "original", "the method as published: a sigmoid on the range scale to 0.85, in ten cycles", NegativeSelector.Range,
        new HardnessSchedule());

    /// <summary>For triplets; the default first.</summary>
    public static IReadOnlyList<MiningRecipe> ForTriplets { get; } =
    [
        new(
            "semi-hard", "the nearest negative beyond the positive, over the whole split: relative 0.5 throughout",
            NegativeSelector.Relative, HardnessSchedule.Constant(0.5)),
        new(
            "softening", "from negatives nearer than the positive to such a little beyond it: relative 0.75 to 0.45, reversed",
            NegativeSelector.Relative, Relative with { Order = HardnessOrder.Reversed }),
        new("hardening", "the same the other way round: relative 0.45 to 0.75", NegativeSelector.Relative, Relative),
        new(
            "boundary", "a negative a little beyond the positive: relative 0.45 throughout", NegativeSelector.Relative,
            HardnessSchedule.Constant(0.45)),
        new("log-rank", "a sigmoid to the nearest negative on the log-rank scale, in ten cycles", NegativeSelector.LogRank,
            new HardnessSchedule { Cap = 1 }),
        Unscheduled(NegativeSelector.Random, "any negative"),
        Original,
    ];

    /// <summary>For batches; the default first.</summary>
    public static IReadOnlyList<MiningRecipe> ForBatches { get; } =
    [
        new("groups-4", "groups of four mutually nearest classes, at random otherwise", NegativeSelector.Hardest, new HardnessSchedule())
        {
            GroupSize = 4,
        },
        new("sequenced", "one sigmoid from random classes to the nearest ones", NegativeSelector.LogRank, Rising),
        Unscheduled(NegativeSelector.Hardest, "the nearest classes, the whole batch as one group"),
        Unscheduled(NegativeSelector.Random, "random classes"),
    ];

    /// <summary>Classes per group; null for one group, and for triplets.</summary>
    public int? GroupSize { get; init; }

    private static HardnessSchedule Relative => new() { Floor = 0.45, Cap = 0.75, Cycles = 1 };

    private static HardnessSchedule Rising => new() { Cap = 1, Cycles = 1 };

    /// <summary>Sets selector and schedule.</summary>
    /// <param name="options">What else there is to set.</param>
    public TripletOptions ApplyTo(TripletOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Selector = Selector, Schedule = Schedule };
    }

    /// <summary>Sets selector, schedule and group size.</summary>
    /// <param name="options">What else there is to set.</param>
    public BatchOptions ApplyTo(BatchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { Selector = Selector, Schedule = Schedule, GroupSize = Groups(options.ClassesPerBatch) };
    }

    private int? Groups(int classesPerBatch) => GroupSize is { } size ? Math.Min(size, classesPerBatch) : null;

    private static MiningRecipe Unscheduled(INegativeSelector selector, string summary) =>
        new(selector.Identity, summary, selector, new HardnessSchedule());
}
