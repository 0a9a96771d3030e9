
namespace Tercet;

/// <summary>
/// Mines an ordered sequence of triplets. The negatives are those that a plain loop over float64 distances would choose,
/// whatever the number of threads or the processor.
/// </summary>
public sealed class TripletMiner
{
    private readonly SplitMiner _train;
    private readonly SplitMiner? _test;

    /// <summary>Checks options and data against each other, and splits the data.</summary>
    /// <param name="source">What to mine from.</param>
    /// <param name="options">What to mine; the defaults where null.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds or contradict each other.</exception>
    /// <exception cref="InvalidInputException">The data do not allow it: a split of one class, no class that can supply an anchor, rows of zeros with the cosine distance.</exception>
    public TripletMiner(MiningSource source, TripletOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, Options) = (source, options ?? new TripletOptions());
        Options.Validate();
        EmbeddingLengths.Require(source, Options);
        var (train, test) = Splitter.Create(source.Data, Options.TestRatio, Options.SplitBy, Options.Seed);
        _train = new SplitMiner(source, Options, train, Split.Train);
        _test = test is null ? null : new SplitMiner(source, Options, test, Split.Test);
    }

    /// <summary>What is mined from.</summary>
    public MiningSource Source { get; }

    /// <summary>What is mined.</summary>
    public TripletOptions Options { get; }

    /// <summary>The steps that <see cref="Mine"/> goes through in a split: the asked slice in training, all in the test.</summary>
    /// <param name="split">The split.</param>
    public StepRange StepsOf(Split split) => split == Split.Train
        ? Options.Steps ?? new StepRange(0, Options.TotalSteps)
        : new StepRange(0, _test is null ? 0 : Options.TestSteps);

    /// <summary>What mining a split met with; complete once its triplets have been enumerated.</summary>
    /// <param name="split">The split; null is returned for a test split where there is none.</param>
    public MiningStatistics? StatisticsOf(Split split) => split == Split.Train ? _train.Statistics : _test?.Statistics;

    /// <summary>Mines the triplets of a split, in the order of their steps.</summary>
    /// <param name="split">The split; the test split is empty where the test ratio is 0.</param>
    /// <param name="progress">Told of steps done, from several threads.</param>
    /// <param name="cancellationToken">Ends mining early with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<Triplet> Mine(Split split = Split.Train, IProgress<MiningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var miner = split == Split.Train ? _train : _test;
        var range = StepsOf(split);
        if (miner is null || range.Length == 0)
            return [];
        long done = 0;
        return miner.Mine(
            range,
            steps => progress?.Report(new MiningProgress(split, Interlocked.Add(ref done, steps), range.Length)),
            cancellationToken);
    }

    /// <summary>Mines both splits into the six lists that the original method's code returns.</summary>
    public TripletLists ToLists()
    {
        var (train, test) = (Mine(Split.Train).ToList(), Mine(Split.Test).ToList());
        return new TripletLists(
            train.ConvertAll(t => AnchorKey(t)), train.ConvertAll(PositiveKey), train.ConvertAll(NegativeKey),
            test.ConvertAll(t => AnchorKey(t)), test.ConvertAll(PositiveKey), test.ConvertAll(NegativeKey));
    }

    /// <summary>The anchor's file, or its row number where the data have no file column.</summary>
    /// <param name="triplet">A triplet of this miner.</param>
    public string AnchorKey(Triplet triplet) => Source.Data.Anchors.KeyOf(triplet.Anchor);

    /// <summary>The positive's file, or its row number where the data have no file column.</summary>
    /// <param name="triplet">A triplet of this miner.</param>
    public string PositiveKey(Triplet triplet) => Source.Data.Items.KeyOf(triplet.Positive);

    /// <summary>The negative's file, or its row number where the data have no file column.</summary>
    /// <param name="triplet">A triplet of this miner.</param>
    public string NegativeKey(Triplet triplet) => Source.Data.Items.KeyOf(triplet.Negative);
}
