namespace Tercet;

/// <summary>
/// Forms an ordered sequence of batches for losses that find their negatives within a batch: classes that are mutually as hard as
/// the schedule says, every class once per pass.
/// </summary>
/// <example><code>
/// var miner = new BatchMiner(new LabeledItems(labels), new BatchOptions { ClassesPerBatch = 32, SamplesPerClass = 2, Epochs = 10
/// });
/// for (var epoch = 0; epoch &lt; 10; epoch++)
///     foreach (var batch in miner.Mine(Embed(model), epoch))
///         Train(batch.Rows);
/// </code></example>
public sealed class BatchMiner : SequenceMiner<Batch>
{
    /// <summary>Batches mined together, rounded up to whole passes.</summary>
    private const int BlockSteps = 4096;

    /// <summary>Checks options and data against each other, and plans the sequence.</summary>
    /// <param name="items">The labelled items. For pairs of query and passage, each pair is a class, and comes once per pass.</param>
    /// <param name="options">Which batches; the defaults where null.</param>
    /// <param name="split">What is held out; nothing where null.</param>
    /// <exception cref="InvalidOptionsException">Options are out of bounds or contradict each other.</exception>
    /// <exception cref="InvalidInputException">
    /// The data do not allow it: a part of one class, too few classes for one batch, or items of several labels.
    /// </exception>
    public BatchMiner(LabeledItems items, BatchOptions? options = null, DataSplit? split = null)
        : base(
            items is { ArePairs: true } ? items.ByPair() : items, options ??= new BatchOptions(), split,
            (subset, _) => MakePlan(subset, options))
    {
        if (items.Match is not null)
            throw new InvalidInputException(
                $"{items.Items.Source}: items with several labels have no batches, whose items are of one class each. "
                + "Mine triplets, or give each item one label.");
        if (items.ArePairs && options.SamplesPerClass != 2)
            OptionFault.ThrowIfAny(
            [
                new OptionFault(
                    nameof(options.SamplesPerClass), $"is {options.SamplesPerClass}; expected 2 for pairs: a query and a passage."),
            ]);
        if (options.TestBatches > 0 && TestPlan is null)
            throw new InvalidOptionsException(
            [
                new OptionFault(
                    nameof(options.TestBatches),
                    $"is {options.TestBatches}, but no item is held out to form them from; see `TestRatio`."),
            ]);
    }

    /// <summary>Which batches are formed.</summary>
    public new BatchOptions Options => (BatchOptions)base.Options;

    private protected override string Stage => "forming batches";

    private protected override MinedSequence<Batch> Mine(
        SequencePlan plan, StepRange steps, EmbeddedItems embedded, Action<long> advance, CancellationToken cancellationToken) =>
        new BatchMining(plan, Options, embedded).Mine(steps, advance, cancellationToken);

    private protected override long TrainUnits
    {
        get
        {
            var perPass = Options.BatchesOf(Plan.Classes);
            return (Plan.TotalSteps + perPass - 1) / perPass;
        }
    }

    private protected override void AddUnits(
        WorkDivision division, SequencePlan plan, StepRange steps, long offset, CancellationToken cancellationToken)
    {
        var perPass = Options.BatchesOf(plan.Classes);
        for (var pass = steps.Start / perPass; pass * perPass < steps.End; pass++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var formed = Math.Min(perPass, steps.End - pass * perPass); // those before the first step of the range too
            var distances = (long)plan.Classes * plan.Items / perPass * formed * 2 / 3; // see ClassPool
            division.Add(offset + pass, Overlap(steps, pass, perPass).Length, distances, distances + formed);
        }
    }

    private protected override MinedSequence<Batch> MineUnits(
        SequencePlan plan, StepRange steps, long start, long end, EmbeddedItems embedded, Action<long> advance,
        CancellationToken cancellationToken)
    {
        var perPass = Options.BatchesOf(plan.Classes);
        var range = new StepRange(Overlap(steps, start, perPass).Start, Overlap(steps, end - 1, perPass).End);
        return new BatchMining(plan, Options, embedded).Mine(range, advance, cancellationToken);
    }

    /// <summary>The steps of a range that are of a pass.</summary>
    private static StepRange Overlap(StepRange steps, long pass, int perPass) =>
        new(Math.Max(steps.Start, pass * perPass), Math.Min(steps.End, (pass + 1) * perPass));

    private static SequencePlan MakePlan(Subset subset, BatchOptions options)
    {
        var isTrain = subset.Part == SplitPart.Train;
        var perPass = options.BatchesOf(subset.Classes);
        if (perPass == 0 && isTrain)
            throw new InvalidInputException(FormattableString.Invariant(
                $"{subset.Data.Items.Source}: the training split has {subset.Classes} classes, ")
                + FormattableString.Invariant($"too few for one batch of {options.ClassesPerBatch}. ")
                + "Use fewer classes per batch (`ClassesPerBatch`), or keep or fill the last batch (`LastBatch`).");
        var steps = perPass == 0 ? 0 : (isTrain ? options.BatchesPerEpoch : options.TestBatches) ?? perPass;
        var contributed = options.SamplesPerClass - (subset.Data.Catalog is null ? 0 : 1);
        var undersized = subset.PresentClasses.Count(number => subset.ItemsOf(number).Length < contributed);
        SkippedCount[] skipped =
        [
            new(
                undersized, "undersized classes",
                "they have fewer items than they contribute to a batch, so that some appear more than once in it"),
            new(
                perPass == 0 ? subset.Classes : 0, "test classes",
                "they are too few for one whole batch, so that there are no test batches"),
        ];
        var wholePasses = Math.Max(1, perPass) * (1 + BlockSteps / Math.Max(1, perPass));
        return new SequencePlan(subset, options, steps, isTrain ? options.Epochs : 1, wholePasses)
        {
            Skipped = [.. skipped.Where(skip => skip.Count > 0)],
        };
    }
}
