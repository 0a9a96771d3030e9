using System.CommandLine;
using Tercet.CommandLine.Data;

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
    private static readonly SplitChoice DefaultSplit = new();

    private readonly Option<double> _testRatio = OptionFactory.Number(
        "--test-ratio", "R", "Fraction held out as the test split, in [0, 1).", DefaultSplit.TestRatio);

    private readonly Option<SplitBy> _split = OptionFactory.OfEnum(
        "--split", "What is held out as a whole: classes, unseen in training, single items, or groups; or what --split-column says.",
        DefaultSplit.By);

    private readonly Option<string?> _splitColumn = OptionFactory.OptionalText(
        "--split-column", "NAME", "A column that says train or test of each item; implies --split column.");

    private readonly Option<int> _triplets = OptionFactory.Number(
        "--triplets", "N", "Triplets per epoch, 1 or more.", defaults.TripletsPerEpoch);

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

    private readonly Option<string?> _recipe = OptionFactory.OptionalText(
        "--recipe", "NAME",
        $"A selection of negatives that has been tried: {Names(MiningRecipe.ForTriplets)}; for batches {Names(MiningRecipe.ForBatches)}. "
        + $"[default: {MiningRecipe.ForTriplets[0].Name}, or {MiningRecipe.ForBatches[0].Name} for batches; with any option below a "
        + "schedule of your own, which starts from the original's]");

    private readonly Option<string> _strategy = OptionFactory.Choice(
        "--strategy", "How negatives are selected: at the schedule's hardness, or by another rule.",
        HardnessChoice.Strategies, HardnessChoice.Scheduled);

    private readonly ScheduleOptions _schedule = new();

    private readonly Option<string> _scale = OptionFactory.Choice(
        "--scale", $"How a hardness maps to a negative; {new BatchOptions().Selector.Identity} by default for batches.",
        HardnessChoice.Scales, MiningRecipe.Original.Selector.Identity);

    private readonly Option<PositiveStrategy> _positiveStrategy = OptionFactory.OfEnum(
        "--positive-strategy", "Which item of the class is the positive.", defaults.PositiveStrategy);

    private readonly Option<Distance> _distance = OptionFactory.OfEnum("--distance", distance, defaults.Distance);

    private readonly Option<double> _minDistance = OptionFactory.Number(
        "--min-distance", "D", "Candidates nearer than this are ruled out as duplicates of the anchor; 0 or more.",
        defaults.MinDistance);

    private readonly Option<int?> _candidatePool = OptionFactory.OptionalNumber<int>(
        "--candidate-pool", "N",
        "Draw each step's candidates from N random items, 2 or more, where there are more than 100 times as many; the error in "
        + "hardness is measured and reported. [default: all items]");

    private readonly Option<ulong> _seed = OptionFactory.Number(
        "--seed", "N", "Seed of every random choice, 0 or more.", defaults.Seed);

    private readonly Option<int> _threads = OptionFactory.Number("--threads", "N", threads, defaults.MaxDegreeOfParallelism);

    /// <summary>Triplets or batches.</summary>
    public Option Kind => _kind;

    /// <summary>The batches.</summary>
    public Option[] Batches => [.. _shape.All, _groupSize, _batches];

    /// <summary>The size of batches alone, where something else determines the rest.</summary>
    public Option[] BatchShape => _shape.All;

    /// <summary>What is held out.</summary>
    public Option[] HeldOut => [_testRatio, _split, _splitColumn];

    /// <summary>How long the sequence is.</summary>
    public Option[] Length => [_triplets, _epochs];

    /// <summary>The seed.</summary>
    public Option Seed => _seed;

    /// <summary>How hard the negatives are.</summary>
    public Option[] Hardness => [_recipe, _strategy, .. _schedule.All, _scale];

    /// <summary>The bounds of hardness alone, where something else determines the strategy.</summary>
    public Option[] Bounds => _schedule.Bounds;

    /// <summary>How positives are selected.</summary>
    public Option Positive => _positiveStrategy;

    /// <summary>The distance metric.</summary>
    public Option Distance => _distance;

    /// <summary>Which items are candidates.</summary>
    public Option[] Candidates => [_minDistance, _candidatePool];

    /// <summary>The degree of parallelism.</summary>
    public Option Threads => _threads;

    /// <summary>Reads the options of triplets or of batches.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives the faults of the schedule.</param>
    /// <param name="others">Options of the command that need a schedule of the user's own in place of the default recipe.</param>
    public MiningOptions Read(ParseResult parsed, UsageFaults faults, params Option[] others)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var choice = _schedule.Read(parsed) with
        {
            Recipe = parsed.GetValue(_recipe),
            Strategy = parsed.GetSpecified(_strategy),
            Scale = parsed.GetSpecified(_scale),
        };
        if (choice.Recipe is null && parsed.Specified(others).Any())
            choice = choice with { Strategy = choice.Strategy ?? HardnessChoice.Scheduled };
        if (!MinesBatches(parsed))
        {
            var triplets = ReadTriplets(parsed);
            return faults.Try(() => choice.ApplyTo(triplets)) ?? triplets;
        }
        var batches = ReadShared(parsed, _shape.Read(parsed)) with
        {
            BatchesPerEpoch = parsed.GetValue(_batches),
            GroupSize = parsed.GetValue(_groupSize),
        };
        return faults.Try(() => choice.ApplyTo(batches)) ?? batches;
    }

    /// <summary>Reads the size of batches alone.</summary>
    /// <param name="parsed">The command line.</param>
    public BatchOptions ReadShape(ParseResult parsed) => _shape.Read(parsed);

    /// <summary>Reads the options in commands that have <see cref="Bounds"/> in place of <see cref="Hardness"/>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives the faults of the schedule.</param>
    public TripletOptions ReadWithoutStrategy(ParseResult parsed, UsageFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var options = ReadTriplets(parsed);
        var schedule = faults.Try(() => _schedule.Read(parsed).ScheduleOver(long.MaxValue));
        return schedule is null ? options : options with { Schedule = schedule };
    }

    /// <summary>Reads what is held out.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives what contradicts itself.</param>
    public SplitChoice ReadSplit(ParseResult parsed, UsageFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var (by, column) = (parsed.GetValue(_split), parsed.GetValue(_splitColumn));
        if (column is null && by == SplitBy.Column)
            faults.Add("--split column needs --split-column, the column that says train or test of each item.");
        if (column is not null && parsed.IsSpecified(_split) && by != SplitBy.Column)
            faults.Add("--split-column has no effect with another --split than column. Leave out one of them.");
        if (column is not null && parsed.IsSpecified(_testRatio))
            faults.Add("--test-ratio has no effect with --split-column. Leave out one of them.");
        return new SplitChoice(
            column is null ? by : SplitBy.Column, parsed.GetValue(_testRatio), parsed.GetValue(_seed), column);
    }

    /// <summary>Other defaults for epochs and triplets, where they were not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="options">The options as read.</param>
    /// <param name="others">The other defaults.</param>
    public TripletOptions WithDefaults(ParseResult parsed, TripletOptions options, TripletOptions others)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(others);
        return options with
        {
            TripletsPerEpoch = parsed.IsSpecified(_triplets) ? options.TripletsPerEpoch : others.TripletsPerEpoch,
            Epochs = parsed.IsSpecified(_epochs) ? options.Epochs : others.Epochs,
        };
    }

    /// <summary>Another default for the test ratio, where it was not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="split">The split as read.</param>
    /// <param name="testRatio">The other default.</param>
    public SplitChoice WithDefault(ParseResult parsed, SplitChoice split, double testRatio)
    {
        ArgumentNullException.ThrowIfNull(split);
        return parsed.IsSpecified(_testRatio) ? split : split with { TestRatio = testRatio };
    }

    /// <summary>Specified options that apply to the other kind of sequence only.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="ofTriplets">Further options that apply to triplets only.</param>
    /// <param name="ofBatches">Further options that apply to batches only.</param>
    public IEnumerable<string> Faults(ParseResult parsed, Option[] ofTriplets, Option[] ofBatches)
    {
        var batches = MinesBatches(parsed);
        Option[] others = batches ? [_triplets, _positiveStrategy, _candidatePool, .. ofTriplets] : [.. Batches, .. ofBatches];
        var (kind, advice) = batches ? ("triplets", "leave out --mine batches") : ("batches", "add --mine batches");
        return parsed.Specified(others).Select(name => $"{name} applies to {kind} only. Leave it out, or {advice}.");
    }

    private bool MinesBatches(ParseResult parsed) => parsed.GetValue(_kind) == SequenceKind.Batches;

    private TripletOptions ReadTriplets(ParseResult parsed) => ReadShared(parsed, defaults) with
    {
        TripletsPerEpoch = parsed.GetValue(_triplets),
        PositiveStrategy = parsed.GetValue(_positiveStrategy),
        CandidatePool = parsed.GetValue(_candidatePool),
    };

    private static string Names(IEnumerable<MiningRecipe> recipes) => string.Join(", ", recipes.Select(recipe => recipe.Name));

    private T ReadShared<T>(ParseResult parsed, T options) where T : MiningOptions => (T)((MiningOptions)options with
    {
        Epochs = parsed.GetValue(_epochs),
        Distance = parsed.GetValue(_distance),
        MinDistance = parsed.GetValue(_minDistance),
        Seed = parsed.GetValue(_seed),
        MaxDegreeOfParallelism = parsed.GetValue(_threads),
    });
}
