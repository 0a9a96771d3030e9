using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that say which triplets or batches are mined, the same for every command that mines.</summary>
/// <param name="defaults">What holds where an option is not given.</param>
/// <param name="triplets">What the help says of <c>--triplets</c>.</param>
/// <param name="distance">What the help says of <c>--distance</c>.</param>
/// <param name="threads">What the help says of <c>--threads</c>.</param>
public sealed class SequenceOptions(
    TripletOptions defaults,
    string triplets = "Triplets an epoch, 1 or more.",
    string distance = "Between embeddings.",
    string threads = "Threads at work, 1 or more; the result does not depend on it.")
{
    private readonly Option<double> _testRatio = OptionFactory.Number("--test-ratio", "R", "The part held out for the test, 0 (none) to below 1.", defaults.TestRatio);
    private readonly Option<SplitBy> _split = OptionFactory.OfEnum("--split", "What is held out: whole classes, unseen in training, or single rows.", defaults.SplitBy);
    private readonly Option<int> _triplets = OptionFactory.Number("--triplets", "N", triplets, defaults.Triplets);
    private readonly Option<SequenceKind> _as = OptionFactory.OfEnum("--as", "What is mined: triplets, or batches of classes that are hard for each other, for losses that find their negatives within the batch.", SequenceKind.Triplets);
    private readonly Option<int?> _batches = OptionFactory.OptionalNumber<int>("--batches", "N", "Batches an epoch, 1 or more. [default: one pass over the classes]");
    private readonly BatchShapeOptions _shape = new();
    private readonly Option<int?> _group = OptionFactory.OptionalNumber<int>("--group", "G", "Classes that are hard for the one that opens their group, 2 to P. [default: the whole batch is one group]");
    private readonly Option<int> _epochs = OptionFactory.Number("--epochs", "N", "Epochs, 1 or more; one schedule runs over all their steps.", defaults.Epochs);
    private readonly Option<Strategy> _strategy = OptionFactory.OfEnum("--strategy", "How negatives are chosen.", defaults.Strategy);
    private readonly ScheduleOptions _schedule = new();
    private readonly Option<Scale> _scale = OptionFactory.OfEnum("--scale", $"What a hardness means among the candidates; {EnumNames.ToKebabCase(BatchDefaults.Scale)} by default for batches.", defaults.Scale);
    private readonly Option<PositiveStrategy> _positive = OptionFactory.OfEnum("--positive", "Which item of the class is the positive.", defaults.Positive);
    private readonly Option<Distance> _distance = OptionFactory.OfEnum("--distance", distance, defaults.Distance);
    private readonly Option<double> _minDistance = OptionFactory.Number("--min-distance", "D", "A candidate nearer than this is taken for a duplicate, not a negative; 0 or more.", defaults.MinDistance);
    private readonly Option<int?> _pool = OptionFactory.OptionalNumber<int>("--pool", "N", "Draw each step's candidates from N random items, 2 or more, where there are over a hundred times as many; the error in hardness is measured and reported. [default: all items]");
    private readonly Option<ulong> _seed = OptionFactory.Number("--seed", "N", "The seed of every random choice, 0 or more.", defaults.Seed);
    private readonly Option<int> _threads = OptionFactory.Number("--threads", "N", threads, defaults.MaxDegreeOfParallelism);

    private static readonly BatchOptions BatchDefaults = new();

    /// <summary>Triplets or batches.</summary>
    public Option As => _as;

    /// <summary>What batches are like.</summary>
    public Option[] Batches => [.. _shape.All, _group, _batches];

    /// <summary>The size of batches alone, where something else says the rest.</summary>
    public Option[] BatchShape => _shape.All;

    /// <summary>Whether batches are asked for.</summary>
    public bool AsBatches(ParseResult parsed) => parsed.GetValue(_as) == SequenceKind.Batches;

    /// <summary>What is held out.</summary>
    public Option[] HeldOut => [_testRatio, _split];

    /// <summary>How long the sequence is.</summary>
    public Option[] Length => [_triplets, _epochs];

    public Option Seed => _seed;

    /// <summary>How hard it is.</summary>
    public Option[] Hardness => [_strategy, .. _schedule.All, _scale];

    /// <summary>Between which bounds, where something else chooses the strategy.</summary>
    public Option[] Bounds => _schedule.Bounds;

    public Option Positive => _positive;

    public Option Distance => _distance;

    /// <summary>Which items are candidates.</summary>
    public Option[] Candidates => [_minDistance, _pool];

    public Option Threads => _threads;

    public MiningOptions Read(ParseResult parsed) => AsBatches(parsed) ? ReadBatches(parsed) : ReadTriplets(parsed);

    /// <summary>What bears on the other kind of sequence alone, in words.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofTriplets">Further options that bear on triplets alone.</param>
    /// <param name="ofBatches">Further options that bear on batches alone.</param>
    public IEnumerable<string> Faults(ParseResult parsed, Option[] ofTriplets, Option[] ofBatches)
    {
        var batches = AsBatches(parsed);
        foreach (var name in parsed.Specified(batches ? [_triplets, _positive, _pool, .. ofTriplets] : [.. Batches, .. ofBatches]))
            yield return $"{name} is for {(batches ? "triplets" : "batches")}. Leave it out, or {(batches ? "leave out --as batches" : "add --as batches")}.";
    }

    /// <summary>The size of batches.</summary>
    public BatchOptions ReadShape(ParseResult parsed) => _shape.Read(parsed);

    private BatchOptions ReadBatches(ParseResult parsed) => ReadShared(parsed, _shape.Read(parsed)) with
    {
        Group = parsed.GetValue(_group),
        Batches = parsed.GetValue(_batches),
        Strategy = parsed.GetValue(_strategy),
        Schedule = _schedule.Read(parsed, BatchDefaults.Schedule),
        Scale = parsed.Specified([_scale]).Any() ? parsed.GetValue(_scale) : BatchDefaults.Scale,
    };

    private TripletOptions ReadTriplets(ParseResult parsed) => ReadWithoutStrategy(parsed) with
    {
        Strategy = parsed.GetValue(_strategy),
        Schedule = _schedule.Read(parsed),
        Scale = parsed.GetValue(_scale),
    };

    /// <summary>For commands that have <see cref="Bounds"/> in place of <see cref="Hardness"/>.</summary>
    public TripletOptions ReadWithoutStrategy(ParseResult parsed) => ReadShared(parsed, defaults) with
    {
        Triplets = parsed.GetValue(_triplets),
        Schedule = _schedule.ReadBounds(parsed),
        Positive = parsed.GetValue(_positive),
        Pool = parsed.GetValue(_pool),
    };

    /// <summary>What triplets and batches have in common.</summary>
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

    /// <summary>Options with other defaults for what was not given of the test's part, epochs and triplets.</summary>
    public TripletOptions WithDefaults(ParseResult parsed, TripletOptions options, TripletOptions others)
    {
        bool IsGiven(Option option) => parsed.Specified([option]).Any();
        return options with
        {
            TestRatio = IsGiven(_testRatio) ? options.TestRatio : others.TestRatio,
            Triplets = IsGiven(_triplets) ? options.Triplets : others.Triplets,
            Epochs = IsGiven(_epochs) ? options.Epochs : others.Epochs,
        };
    }
}
