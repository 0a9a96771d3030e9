
namespace Tercet.Files;

/// <summary>The options of a run, by the names of the command line's.</summary>
public sealed record ManifestOptions
{
    /// <summary>The column of files; null where the data came from a folder or from memory.</summary>
    public string? FileColumn { get; init; }

    /// <summary>The column of classes; null where the data came from a folder or from memory.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The column of groups; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>What was mined: triplets or batches.</summary>
    public required string As { get; init; }

    /// <summary>Triplets an epoch; null for batches.</summary>
    public int? Triplets { get; init; }

    /// <summary>Classes a batch; null for triplets, as all that follows up to <see cref="TestBatches"/>.</summary>
    public int? ClassesPerBatch { get; init; }

    /// <summary>Items of each class in a batch.</summary>
    public int? SamplesPerClass { get; init; }

    /// <summary>Classes a group.</summary>
    public int? Group { get; init; }

    /// <summary>What became of the last batch of a pass.</summary>
    public string? Last { get; init; }

    /// <summary>Batches an epoch, where one pass was not asked for.</summary>
    public int? Batches { get; init; }

    /// <summary>Test batches, where one pass was not asked for.</summary>
    public int? TestBatches { get; init; }

    /// <summary>Epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The slice of training steps, start..end; null where all are meant.</summary>
    public string? Steps { get; init; }

    /// <summary>The part of the data held out.</summary>
    public required double TestRatio { get; init; }

    /// <summary>Test triplets; null for batches.</summary>
    public int? TestTriplets { get; init; }

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

    /// <summary>How positives were chosen; null for batches.</summary>
    public string? Positive { get; init; }

    /// <summary>The distance.</summary>
    public required string Distance { get; init; }

    /// <summary>Nearer than this is a duplicate.</summary>
    public required double MinDistance { get; init; }

    /// <summary>Candidates drawn for each step; null for all.</summary>
    public int? Pool { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    public static ManifestOptions From(MiningOptions options, StepRange? steps = null) => new ManifestOptions
    {
        As = options is BatchOptions ? "batches" : "triplets",
        Triplets = (options as TripletOptions)?.Triplets,
        TestTriplets = (options as TripletOptions)?.TestSteps,
        Positive = options is TripletOptions { Positive: var positive } ? EnumNames.ToKebabCase(positive) : null,
        Pool = (options as TripletOptions)?.Pool,
        Group = (options as BatchOptions)?.GroupSize,
        Batches = (options as BatchOptions)?.Batches,
        TestBatches = (options as BatchOptions)?.TestBatches,
        Epochs = options.Epochs,
        Steps = steps?.ToString(),
        TestRatio = options.TestRatio,
        Split = EnumNames.ToKebabCase(options.SplitBy),
        Strategy = EnumNames.ToKebabCase(options.Strategy),
        Curve = EnumNames.ToKebabCase(options.Schedule.Curve),
        Cycles = options.Schedule.Cycles,
        Floor = options.Schedule.Floor,
        Cap = options.Schedule.Cap,
        Growth = options.Schedule.Growth,
        Logistic = options.Schedule.Logistic,
        Scale = EnumNames.ToKebabCase(options.Scale),
        Distance = EnumNames.ToKebabCase(options.Distance),
        MinDistance = options.MinDistance,
        Seed = options.Seed,
    }.WithBatches(options as BatchOptions);

    /// <summary>These options with the size of batches.</summary>
    public ManifestOptions WithBatches(BatchOptions? shape) => shape is null ? this : this with
    {
        ClassesPerBatch = shape.ClassesPerBatch,
        SamplesPerClass = shape.SamplesPerClass,
        Last = EnumNames.ToKebabCase(shape.Last),
    };

    /// <summary>The schedule that these options describe.</summary>
    /// <exception cref="InvalidInputException">They describe none.</exception>
    public HardnessSchedule ToSchedule()
    {
        var schedule = new HardnessSchedule
        {
            Curve = EnumNames.Parse<Curve>(Curve) ?? throw new InvalidInputException($"manifest: curve '{Curve}' is not known to this version."),
            Cycles = Cycles,
            Floor = Floor,
            Cap = Cap,
            Growth = Growth,
            Logistic = Logistic,
        };
        return schedule.Faults().FirstOrDefault() is { } fault ? throw new InvalidInputException($"manifest: {fault}") : schedule;
    }
}
