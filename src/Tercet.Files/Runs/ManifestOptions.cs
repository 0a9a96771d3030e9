namespace Tercet.Files;

/// <summary>The options of a run, by the names that the command line uses.</summary>
public sealed record ManifestOptions
{
    /// <summary>The column of files; null where the data came from a folder or from memory.</summary>
    public string? FileColumn { get; init; }

    /// <summary>The column of classes; null where the data came from a folder or from memory.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The column of groups; null for none.</summary>
    public string? GroupColumn { get; init; }

    /// <summary>The kind of sequence: triplets or batches.</summary>
    public required string Mine { get; init; }

    /// <summary>Triplets per epoch; null for batches.</summary>
    public int? Triplets { get; init; }

    /// <summary>Classes per batch; null for triplets, as all that follows up to <see cref="TestBatches"/>.</summary>
    public int? ClassesPerBatch { get; init; }

    /// <summary>Items of each class in a batch.</summary>
    public int? SamplesPerClass { get; init; }

    /// <summary>Classes per group.</summary>
    public int? GroupSize { get; init; }

    /// <summary>Handling of an incomplete last batch of a pass.</summary>
    public string? LastBatch { get; init; }

    /// <summary>Batches per epoch, where it is not one pass.</summary>
    public int? Batches { get; init; }

    /// <summary>Test batches, where it is not one pass.</summary>
    public int? TestBatches { get; init; }

    /// <summary>Epochs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The slice of training steps, start..end; null where the slice is not part of what is described.</summary>
    public string? Steps { get; init; }

    /// <summary>How the data were split (<see cref="DataSplit.Identity"/>).</summary>
    public required string Split { get; init; }

    /// <summary>Test triplets, where their number was given.</summary>
    public int? TestTriplets { get; init; }

    /// <summary>The selector of the negatives (<see cref="INegativeSelector.Identity"/>).</summary>
    public required string Selector { get; init; }

    /// <summary>The curve of the schedule (<see cref="IHardnessCurve.Identity"/>).</summary>
    public required string Curve { get; init; }

    /// <summary>Cycles.</summary>
    public required int Cycles { get; init; }

    /// <summary>The least hardness of the schedule.</summary>
    public required double Floor { get; init; }

    /// <summary>The greatest hardness of the schedule.</summary>
    public required double Cap { get; init; }

    /// <summary>The order in which the hardness values were used; null for that of the schedule.</summary>
    public string? Order { get; init; }

    /// <summary>How positives were chosen; null for batches.</summary>
    public string? PositiveStrategy { get; init; }

    /// <summary>The distance.</summary>
    public required string Distance { get; init; }

    /// <summary>Candidates nearer than this are duplicates.</summary>
    public required double MinDistance { get; init; }

    /// <summary>Candidates drawn for each step; null for all.</summary>
    public int? CandidatePool { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Describes options.</summary>
    /// <param name="options">Those of triplets or batches.</param>
    /// <param name="split">How the data were split.</param>
    /// <param name="steps">The slice of training steps; null where it is not part of what is described.</param>
    public static ManifestOptions From(MiningOptions options, DataSplit split, StepRange? steps = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(split);
        var shared = new ManifestOptions
        {
            Mine = "",
            Epochs = options.Epochs,
            Steps = steps?.ToString(),
            Split = split.Identity,
            Selector = options.Selector.Identity,
            Curve = options.Schedule.Curve.Identity,
            Cycles = options.Schedule.Cycles,
            Floor = options.Schedule.Floor,
            Cap = options.Schedule.Cap,
            Order = options.Schedule.Order == HardnessOrder.Schedule ? null : EnumNames.ToKebabCase(options.Schedule.Order),
            Distance = EnumNames.ToKebabCase(options.Distance),
            MinDistance = options.MinDistance,
            Seed = options.Seed,
        };
        return options switch
        {
            TripletOptions triplets => shared with
            {
                Mine = "triplets",
                Triplets = triplets.TripletsPerEpoch,
                TestTriplets = triplets.TestTriplets,
                PositiveStrategy = EnumNames.ToKebabCase(triplets.PositiveStrategy),
                CandidatePool = triplets.CandidatePool,
            },
            BatchOptions batches => shared with
            {
                Mine = "batches",
                ClassesPerBatch = batches.ClassesPerBatch,
                SamplesPerClass = batches.SamplesPerClass,
                GroupSize = batches.GroupSize ?? batches.ClassesPerBatch,
                LastBatch = EnumNames.ToKebabCase(batches.LastBatch),
                Batches = batches.BatchesPerEpoch,
                TestBatches = batches.TestBatches,
            },
            _ => throw new ArgumentException(
                $"{options.GetType().Name}: expected options of triplets or of batches.", nameof(options)),
        };
    }

    /// <summary>The schedule that these options describe; null where its curve is one of the user's own.</summary>
    /// <exception cref="InvalidInputException">They describe none.</exception>
    public HardnessSchedule? ToSchedule()
    {
        try
        {
            if (HardnessCurve.Parse(Curve) is not { } curve)
                return null;
            var schedule = new HardnessSchedule { Curve = curve, Cycles = Cycles, Floor = Floor, Cap = Cap };
            schedule.Validate();
            return schedule;
        }
        catch (InvalidOptionsException e)
        {
            throw new InvalidInputException($"manifest: {e.Message}", e);
        }
    }
}
