using Tercet.Datasets;
using Tercet.Embeddings;

namespace Tercet.Mining;

/// <summary>
/// Mines an ordered sequence of triplets. The negatives are those that a plain loop over float64 distances would choose,
/// whatever the number of threads or the processor.
/// </summary>
public sealed class TripletMiner
{
    private const double UnitLengthTolerance = 1e-3;

    private readonly SplitMiner _train;
    private readonly SplitMiner? _test;

    /// <summary>Checks options and data against each other, and splits the data.</summary>
    /// <param name="source">What to mine from.</param>
    /// <param name="options">What to mine; the defaults where null.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds or contradict each other.</exception>
    /// <exception cref="BadInputException">The data do not allow it: a split of one class, no class that can supply an anchor, rows of zeros with the cosine distance.</exception>
    public TripletMiner(MiningSource source, TripletOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, Options) = (source, options ?? new TripletOptions());
        Options.Validate();
        RequireLengths();
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
    /// <param name="cancellation">Ends mining early with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<Triplet> Mine(Split split = Split.Train, IProgress<MiningProgress>? progress = null, CancellationToken cancellation = default)
    {
        var miner = split == Split.Train ? _train : _test;
        var range = StepsOf(split);
        if (miner is null || range.Length == 0)
            return [];
        long done = 0;
        return miner.Mine(
            range,
            steps => progress?.Report(new MiningProgress(split, Interlocked.Add(ref done, steps), range.Length)),
            cancellation);
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
    public string AnchorKey(Triplet triplet) => Key(Source.Data.Anchors, triplet.Anchor);

    /// <summary>The positive's file, or its row number where the data have no file column.</summary>
    /// <param name="triplet">A triplet of this miner.</param>
    public string PositiveKey(Triplet triplet) => Key(Source.Data.Items, triplet.Positive);

    /// <summary>The negative's file, or its row number where the data have no file column.</summary>
    /// <param name="triplet">A triplet of this miner.</param>
    public string NegativeKey(Triplet triplet) => Key(Source.Data.Items, triplet.Negative);

    private static string Key(ItemTable table, int row) => table.Files?[row] ?? FormattableString.Invariant($"{row}");

    private void RequireLengths()
    {
        if (Options.Distance != Distance.Cosine && Options.Strategy != Strategy.DistanceWeighted)
            return;
        RequireLengths(Source.ItemEmbeddings, Source.Data.Items);
        if (Source.Data.Catalog is { } catalog)
            RequireLengths(Source.AnchorEmbeddings, catalog);
    }

    private void RequireLengths(EmbeddingMatrix matrix, ItemTable table)
    {
        var row = new float[matrix.Dimensions];
        List<string> zeros = [], others = [];
        for (var i = 0; i < matrix.Count; i++)
        {
            if (table.Classes[i] is null)
                continue;
            matrix.CopyRow(i, row);
            var square = 0.0;
            foreach (var x in row)
                square += (double)x * x;
            if (square == 0)
                zeros.Add(table.Describe(i));
            else if (Math.Abs(square - 1) > UnitLengthTolerance)
                others.Add(FormattableString.Invariant($"{table.Describe(i)}: length {Math.Sqrt(square):0.####}"));
        }
        if (Options.Distance == Distance.Cosine && zeros.Count > 0)
            throw new BadInputException($"{matrix.Name}: {zeros.Count} rows are all zeros, and have no cosine distance", zeros, "Drop these items, mend the encoder, or use another distance.");
        if (Options.Strategy == Strategy.DistanceWeighted && Options.Distance != Distance.Cosine && zeros.Count + others.Count > 0)
            throw new BadInputException($"{matrix.Name}: {zeros.Count + others.Count} rows are not of unit length, on which distance-weighted sampling is defined", [.. others, .. zeros], "Scale the embeddings to unit length, or use the cosine distance.");
    }
}
