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

    /// <summary>The column of ids of queries and passages; null for the usual one.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column of texts; null where none is read.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The column of queries in a table of pairs of texts; null without one.</summary>
    public string? AnchorColumn { get; init; }

    /// <summary>The column of passages in a table of pairs of texts; null without one.</summary>
    public string? PositiveColumn { get; init; }

    /// <summary>The column of queries in the pairs; null for the usual one.</summary>
    public string? QueryColumn { get; init; }

    /// <summary>The column of passages in the pairs; null for the usual one.</summary>
    public string? PassageColumn { get; init; }

    /// <summary>The column of grades in the pairs; null for the usual one.</summary>
    public string? GradeColumn { get; init; }

    /// <summary>The column of a teacher's scores; null for the usual one.</summary>
    public string? ScoreColumn { get; init; }

    /// <summary>The kind of sequence: triplets or batches.</summary>
    public required string Mine { get; init; }

    /// <summary>What stands between the labels of an item; null where items have one.</summary>
    public string? ClassSeparator { get; init; }

    /// <summary>Which items are positives, where items have several labels; null where they have one.</summary>
    public string? Match { get; init; }

    /// <summary>What was done about items that are on both sides; null where nothing was.</summary>
    public string? Duplicates { get; init; }

    /// <summary>The least grade of a pair that counts; null where all do.</summary>
    public double? MinGrade { get; init; }

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

    /// <summary>Negatives per step, where there are several.</summary>
    public int? Negatives { get; init; }

    /// <summary>Ranks over which the negatives of a step are spread; null where they follow each other.</summary>
    public int? Spread { get; init; }

    /// <summary>The fraction of nearest candidates that are left out; null for none.</summary>
    public double? SkipNearest { get; init; }

    /// <summary>The ranks of candidates, first..last; null for all.</summary>
    public string? Ranks { get; init; }

    /// <summary>The greatest similarity, or score, of a candidate; null for no bound.</summary>
    public double? MaxSimilarity { get; init; }

    /// <summary>How far a candidate's similarity must be below that of the positive; null for no bound.</summary>
    public double? MarginToPositive { get; init; }

    /// <summary>The fraction of the positive's similarity that a candidate may have; null for no bound.</summary>
    public double? RatioToPositive { get; init; }

    /// <summary>Which of several positives the bounds refer to; null without a bound that does.</summary>
    public string? Against { get; init; }

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
            SkipNearest = options.SkipNearest == 0 ? null : options.SkipNearest,
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
                Negatives = triplets.Negatives == 1 ? null : triplets.Negatives,
                Spread = triplets.Spread,
                Ranks = triplets.Bounds.Ranks?.ToString(),
                MaxSimilarity = triplets.Bounds.MaxSimilarity,
                MarginToPositive = triplets.Bounds.MarginToPositive,
                RatioToPositive = triplets.Bounds.RatioToPositive,
                Against = triplets.Bounds is { MarginToPositive: null, RatioToPositive: null }
                    ? null
                    : EnumNames.ToKebabCase(triplets.Bounds.Against),
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
