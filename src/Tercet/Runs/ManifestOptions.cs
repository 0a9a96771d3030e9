using Tercet.Mining;
using Tercet.Sequencing;

namespace Tercet.Runs;

/// <summary>The options of a run, by the names of the command line's.</summary>
public sealed record ManifestOptions
{
    /// <summary>The column of files; null where the data came from a folder or from memory.</summary>
    public string? FileColumn { get; init; }

    /// <summary>The column of classes; null where the data came from a folder or from memory.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The column of groups; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>Triplets an epoch.</summary>
    public required int Triplets { get; init; }

    /// <summary>Epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The slice of training steps, start..end.</summary>
    public required string Steps { get; init; }

    /// <summary>The part of the data held out.</summary>
    public required double TestRatio { get; init; }

    /// <summary>Test triplets.</summary>
    public required int TestTriplets { get; init; }

    /// <summary>class or item.</summary>
    public required string Split { get; init; }

    /// <summary>The strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>The curve.</summary>
    public required string Curve { get; init; }

    /// <summary>Cycles.</summary>
    public required int Cycles { get; init; }

    /// <summary>The floor of hardness.</summary>
    public required double Floor { get; init; }

    /// <summary>The cap of hardness.</summary>
    public required double Cap { get; init; }

    /// <summary>The growth g.</summary>
    public required double Growth { get; init; }

    /// <summary>The further parameters of the sigmoid curve.</summary>
    public required LogisticShape Logistic { get; init; }

    /// <summary>The scale.</summary>
    public required string Scale { get; init; }

    /// <summary>How positives were chosen.</summary>
    public required string Positive { get; init; }

    /// <summary>The distance.</summary>
    public required string Distance { get; init; }

    /// <summary>Nearer than this is a duplicate.</summary>
    public required double MinDistance { get; init; }

    /// <summary>Candidates drawn for each step; null for all.</summary>
    public int? Pool { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    internal static ManifestOptions From(MiningOptions options, StepRange steps) => new()
    {
        Triplets = options.Triplets,
        Epochs = options.Epochs,
        Steps = steps.ToString(),
        TestRatio = options.TestRatio,
        TestTriplets = options.TestSteps,
        Split = EnumNames.Of(options.SplitBy),
        Strategy = EnumNames.Of(options.Strategy),
        Curve = EnumNames.Of(options.Schedule.Curve),
        Cycles = options.Schedule.Cycles,
        Floor = options.Schedule.Floor,
        Cap = options.Schedule.Cap,
        Growth = options.Schedule.Growth,
        Logistic = options.Schedule.Logistic,
        Scale = EnumNames.Of(options.Scale),
        Positive = EnumNames.Of(options.Positive),
        Distance = EnumNames.Of(options.Distance),
        MinDistance = options.MinDistance,
        Pool = options.Pool,
        Seed = options.Seed,
    };

    /// <summary>The schedule that these options describe.</summary>
    /// <exception cref="BadInputException">They describe none.</exception>
    public HardnessSchedule ToSchedule()
    {
        var schedule = new HardnessSchedule
        {
            Curve = EnumNames.Parse<Curve>(Curve) ?? throw new BadInputException($"manifest: curve '{Curve}' is not known to this version."),
            Cycles = Cycles,
            Floor = Floor,
            Cap = Cap,
            Growth = Growth,
            Logistic = Logistic,
        };
        return schedule.Faults().FirstOrDefault() is { } fault ? throw new BadInputException($"manifest: {fault}") : schedule;
    }
}
