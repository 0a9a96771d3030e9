using System.CommandLine;

namespace Tercet.CommandLine.Options;

/// <summary>The options of the sequence, the same in every command that mines.</summary>
/// <param name="defaults">The defaults.</param>
/// <param name="distance">The help text of <c>--distance</c>.</param>
/// <param name="threads">The help text of <c>--threads</c>.</param>
public sealed class SequenceOptions(
    TripletOptions defaults,
    string distance = "Distance metric.",
    string threads = "Degree of parallelism, 1 or more; the result does not depend on it.")
{
    private static readonly BatchOptions BatchDefaults = new();

    private readonly Option<double> _testRatio = OptionFactory.Number(
        "--test-ratio", "R", "Fraction held out as the test split, in [0, 1).", defaults.TestRatio);

    private readonly Option<SplitBy> _split = OptionFactory.OfEnum(
        "--split", "What is held out: whole classes, unseen in training, or single rows.", defaults.SplitBy);

    private readonly Option<int> _triplets = OptionFactory.Number(
        "--triplets", "N", "Triplets per epoch, 1 or more.", defaults.Triplets);

    private readonly Option<SequenceKind> _kind = OptionFactory.OfEnum(
        "--mine",
        "What to mine: triplets, or batches of mutually hard classes, for losses that select negatives within the batch.",
        SequenceKind.Triplets);

    private readonly Option<int?> _batches = OptionFactory.OptionalNumber<int>(
        "--batches", "N", "Batches per epoch, 1 or more. [default: one pass over the classes]");

    private readonly BatchShapeOptions _shape = new();

    private readonly Option<int?> _groupSize = OptionFactory.OptionalNumber<int>(
        "--group-size", "G", "Number of mutually hard classes per group, in [2, P]. [default: the whole batch is one group]");

    private readonly Option<int> _epochs = OptionFactory.Number(
        "--epochs", "N", "Number of epochs, 1 or more; one schedule runs over all their steps.", defaults.Epochs);

    private readonly Option<Strategy> _strategy = OptionFactory.OfEnum(
        "--strategy", "How negatives are selected.", defaults.Strategy);

    private readonly ScheduleOptions _schedule = new();

    private readonly Option<Scale> _scale = OptionFactory.OfEnum(
        "--scale",
        $"How a hardness maps to a negative; {EnumNames.ToKebabCase(BatchDefaults.Scale)} by default for batches.", defaults.Scale);

    private readonly Option<PositiveStrategy> _positive = OptionFactory.OfEnum(
        "--positive-strategy", "Which item of the class is the positive.", defaults.Positive);

    private readonly Option<Distance> _distance = OptionFactory.OfEnum("--distance", distance, defaults.Distance);

    private readonly Option<double> _minDistance = OptionFactory.Number(
        "--min-distance", "D", "Candidates nearer than this are ruled out as duplicates of the anchor; 0 or more.",
        defaults.MinDistance);

    private readonly Option<int?> _pool = OptionFactory.OptionalNumber<int>(
        "--candidate-pool", "N",
        "Draw each step's candidates from N random items, 2 or more, where there are more than 100 times as many; the error in "
        + "hardness is measured and reported. [default: all items]");

    private readonly Option<ulong> _seed = OptionFactory.Number("--seed", "N", "Seed of every random choice, 0 or more.", defaults.Seed);

    private readonly Option<int> _threads = OptionFactory.Number("--threads", "N", threads, defaults.MaxDegreeOfParallelism);

    /// <summary>Triplets or batches.</summary>
    public Option Kind => _kind;

    /// <summary>The batches.</summary>
    public Option[] Batches => [.. _shape.All, _groupSize, _batches];

    /// <summary>The size of batches alone, where something else determines the rest.</summary>
    public Option[] BatchShape => _shape.All;

    /// <summary>What is held out.</summary>
    public Option[] HeldOut => [_testRatio, _split];

    /// <summary>How long the sequence is.</summary>
    public Option[] Length => [_triplets, _epochs];

    /// <summary>The seed.</summary>
    public Option Seed => _seed;

    /// <summary>How hard the negatives are.</summary>
    public Option[] Hardness => [_strategy, .. _schedule.All, _scale];

    /// <summary>The bounds of hardness alone, where something else determines the strategy.</summary>
    public Option[] Bounds => _schedule.Bounds;

    /// <summary>How positives are selected.</summary>
    public Option Positive => _positive;

    /// <summary>The distance metric.</summary>
    public Option Distance => _distance;

    /// <summary>Which items are candidates.</summary>
    public Option[] Candidates => [_minDistance, _pool];

    /// <summary>The degree of parallelism.</summary>
    public Option Threads => _threads;

    /// <summary>Reads the options of triplets or of batches.</summary>
    /// <param name="parsed">The command line.</param>
    public MiningOptions Read(ParseResult parsed) => MinesBatches(parsed) ? ReadBatches(parsed) : ReadTriplets(parsed);

    /// <summary>Reads the size of batches alone.</summary>
    /// <param name="parsed">The command line.</param>
    public BatchOptions ReadShape(ParseResult parsed) => _shape.Read(parsed);

    /// <summary>Reads the options in commands that have <see cref="Bounds"/> in place of <see cref="Hardness"/>.</summary>
    /// <param name="parsed">The command line.</param>
    public TripletOptions ReadWithoutStrategy(ParseResult parsed) => ReadShared(parsed, defaults) with
    {
        Triplets = parsed.GetValue(_triplets),
        Schedule = _schedule.ReadBounds(parsed),
        Positive = parsed.GetValue(_positive),
        Pool = parsed.GetValue(_pool),
    };

    /// <summary>Other defaults for test ratio, epochs and triplets, where they were not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options as read.</param>
    /// <param name="others">The other defaults.</param>
    public TripletOptions WithDefaults(ParseResult parsed, TripletOptions options, TripletOptions others)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(others);
        return options with
        {
            TestRatio = parsed.IsSpecified(_testRatio) ? options.TestRatio : others.TestRatio,
            Triplets = parsed.IsSpecified(_triplets) ? options.Triplets : others.Triplets,
            Epochs = parsed.IsSpecified(_epochs) ? options.Epochs : others.Epochs,
        };
    }

    /// <summary>Specified options that apply to the other kind of sequence only.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofTriplets">Further options that apply to triplets only.</param>
    /// <param name="ofBatches">Further options that apply to batches only.</param>
    public IEnumerable<string> Faults(ParseResult parsed, Option[] ofTriplets, Option[] ofBatches)
    {
        var batches = MinesBatches(parsed);
        Option[] others = batches ? [_triplets, _positive, _pool, .. ofTriplets] : [.. Batches, .. ofBatches];
        var (kind, advice) = batches ? ("triplets", "leave out --mine batches") : ("batches", "add --mine batches");
        return parsed.Specified(others).Select(name => $"{name} applies to {kind} only. Leave it out, or {advice}.");
    }

    private bool MinesBatches(ParseResult parsed) => parsed.GetValue(_kind) == SequenceKind.Batches;

    private BatchOptions ReadBatches(ParseResult parsed) => ReadShared(parsed, _shape.Read(parsed)) with
    {
        Group = parsed.GetValue(_groupSize),
        Batches = parsed.GetValue(_batches),
        Strategy = parsed.GetValue(_strategy),
        Schedule = _schedule.Read(parsed, BatchDefaults.Schedule),
        Scale = parsed.IsSpecified(_scale) ? parsed.GetValue(_scale) : BatchDefaults.Scale,
    };

    private TripletOptions ReadTriplets(ParseResult parsed) => ReadWithoutStrategy(parsed) with
    {
        Strategy = parsed.GetValue(_strategy),
        Schedule = _schedule.Read(parsed),
        Scale = parsed.GetValue(_scale),
    };

    private T ReadShared<T>(ParseResult parsed, T options) where T : MiningOptions => (T)((MiningOptions)options with
    {
        Epochs = parsed.GetValue(_epochs),
        TestRatio = parsed.GetValue(_testRatio),
        SplitBy = parsed.GetValue(_split),
        Distance = parsed.GetValue(_distance),
        MinDistance = parsed.GetValue(_minDistance),
        Seed = parsed.GetValue(_seed),
        MaxDegreeOfParallelism = parsed.GetValue(_threads),
    });
}
