using System.CommandLine;
using Tercet.Datasets;
using Tercet.Embeddings;
using Tercet.Mining;

namespace Tercet.Cli.Commands;

/// <summary>The options that say which triplets are mined, the same for every command that mines.</summary>
/// <param name="defaults">What holds where an option is not given.</param>
/// <param name="triplets">What the help says of <c>--triplets</c>.</param>
/// <param name="distance">What the help says of <c>--distance</c>.</param>
/// <param name="threads">What the help says of <c>--threads</c>.</param>
internal sealed class SequenceOptions(
    TripletOptions defaults,
    string triplets = "Triplets an epoch, 1 or more.",
    string distance = "Between embeddings.",
    string threads = "Threads at work, 1 or more; the result does not depend on it.")
{
    private readonly Option<double> _testRatio = Options.Number("--test-ratio", "R", "The part held out for the test, 0 (none) to below 1.", defaults.TestRatio);
    private readonly Option<SplitBy> _split = Options.OfEnum("--split", "What is held out: whole classes, unseen in training, or single rows.", defaults.SplitBy);
    private readonly Option<int> _triplets = Options.Number("--triplets", "N", triplets, defaults.Triplets);
    private readonly Option<int> _epochs = Options.Number("--epochs", "N", "Epochs, 1 or more; one schedule runs over all their steps.", defaults.Epochs);
    private readonly Option<Strategy> _strategy = Options.OfEnum("--strategy", "How negatives are chosen.", defaults.Strategy);
    private readonly ScheduleOptions _schedule = new();
    private readonly Option<Scale> _scale = Options.OfEnum("--scale", "What a hardness means among the candidates.", defaults.Scale);
    private readonly Option<PositiveChoice> _positive = Options.OfEnum("--positive", "Which item of the class is the positive.", defaults.Positive);
    private readonly Option<Distance> _distance = Options.OfEnum("--distance", distance, defaults.Distance);
    private readonly Option<double> _minDistance = Options.Number("--min-distance", "D", "A candidate nearer than this is taken for a duplicate, not a negative; 0 or more.", defaults.MinDistance);
    private readonly Option<int?> _pool = Options.OptionalNumber<int>("--pool", "N", "Draw each step's candidates from N random items, 2 or more, where there are over a hundred times as many; the error in hardness is measured and reported. [default: all items]");
    private readonly Option<ulong> _seed = Options.Number("--seed", "N", "The seed of every random choice, 0 or more.", defaults.Seed);
    private readonly Option<int> _threads = Options.Number("--threads", "N", threads, defaults.Threads);

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

    public TripletOptions Read(ParseResult parsed) => ReadWithoutStrategy(parsed) with
    {
        Strategy = parsed.GetValue(_strategy),
        Schedule = _schedule.Read(parsed),
        Scale = parsed.GetValue(_scale),
    };

    /// <summary>For commands that have <see cref="Bounds"/> in place of <see cref="Hardness"/>.</summary>
    public TripletOptions ReadWithoutStrategy(ParseResult parsed) => defaults with
    {
        TestRatio = parsed.GetValue(_testRatio),
        SplitBy = parsed.GetValue(_split),
        Triplets = parsed.GetValue(_triplets),
        Epochs = parsed.GetValue(_epochs),
        Schedule = _schedule.ReadBounds(parsed),
        Positive = parsed.GetValue(_positive),
        Distance = parsed.GetValue(_distance),
        MinDistance = parsed.GetValue(_minDistance),
        Pool = parsed.GetValue(_pool),
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
    };

    /// <summary>Options with other defaults for what was not given of the test's part, epochs and triplets.</summary>
    public TripletOptions WithDefaults(ParseResult parsed, TripletOptions options, TripletOptions others)
    {
        bool IsGiven(Option option) => Options.Given(parsed, [option]).Any();
        return options with
        {
            TestRatio = IsGiven(_testRatio) ? options.TestRatio : others.TestRatio,
            Triplets = IsGiven(_triplets) ? options.Triplets : others.Triplets,
            Epochs = IsGiven(_epochs) ? options.Epochs : others.Epochs,
        };
    }
}
