
namespace Tercet;

/// <summary>
/// Forms an ordered sequence of batches for losses that mine within a batch: classes that are as hard for each other as the schedule says, every class once a pass. What is
/// in a batch is what a plain loop over float64 distances would put there, whatever the number of threads or the processor.
/// </summary>
public sealed class BatchMiner
{
    private readonly BatchSplitMiner _train;
    private readonly BatchSplitMiner? _test;

    /// <summary>Checks options and data against each other, and splits the data.</summary>
    /// <param name="source">What to form batches from.</param>
    /// <param name="options">Which batches; the defaults where null.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds or contradict each other.</exception>
    /// <exception cref="InvalidInputException">The data do not allow it: a split of one class, too few classes for one batch, rows of zeros with the cosine distance.</exception>
    public BatchMiner(MiningSource source, BatchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        (Source, Options) = (source, options ?? new BatchOptions());
        Options.Validate();
        EmbeddingLengths.Require(source, Options);
        Options.RequireSplit(source.Data);
        var (train, test) = Splitter.Create(source.Data, Options.TestRatio, Options.SplitBy, Options.Seed);
        _train = new BatchSplitMiner(source, Options, train, Split.Train);
        _test = test is null ? null : new BatchSplitMiner(source, Options, test, Split.Test);
        var faults = Options.StepFaults(TotalSteps, "epochs × batches").ToList();
        if (faults.Count > 0)
            throw new InvalidOptionsException(faults);
    }

    /// <summary>What batches are formed from.</summary>
    public MiningSource Source { get; }

    /// <summary>Which are formed.</summary>
    public BatchOptions Options { get; }

    /// <summary>Batches an epoch: as asked for, or those of one pass.</summary>
    public int BatchesPerEpoch => _train.BatchesPerEpoch;

    /// <summary>Steps of the whole training sequence: epochs × batches.</summary>
    public long TotalSteps => _train.TotalSteps;

    /// <summary>Steps of the whole test sequence; 0 where nothing is held out, or too little for one batch.</summary>
    public long TotalTestSteps => _test?.TotalSteps ?? 0;

    /// <summary>The steps that <see cref="Mine"/> goes through in a split: the asked slice in training, all in the test.</summary>
    /// <param name="split">The split.</param>
    public StepRange StepsOf(Split split) => split == Split.Train
        ? Options.Steps ?? new StepRange(0, TotalSteps)
        : new StepRange(0, TotalTestSteps);

    /// <summary>What forming the batches of a split met with; complete once they have been enumerated.</summary>
    /// <param name="split">The split; null is returned for a test split where there is none.</param>
    public BatchStatistics? StatisticsOf(Split split) => split == Split.Train ? _train.Statistics : _test?.Statistics;

    /// <summary>Forms the batches of a split, in the order of their steps.</summary>
    /// <param name="split">The split; the test split is empty where the test ratio is 0.</param>
    /// <param name="progress">Told of batches done.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    public IEnumerable<Batch> Mine(Split split = Split.Train, IProgress<MiningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var miner = split == Split.Train ? _train : _test;
        var range = StepsOf(split);
        if (miner is null || range.Length == 0)
            return [];
        long done = 0;
        return miner.Mine(range, steps => progress?.Report(new MiningProgress(split, done += steps, range.Length)), cancellationToken);
    }

    /// <summary>An item's file, or its row number where the data have no file column.</summary>
    /// <param name="item">An item of this miner's batches.</param>
    public string KeyOf(BatchItem item) => (item.Role == ItemRole.Catalog ? Source.Data.Anchors : Source.Data.Items).KeyOf(item.Item);
}
