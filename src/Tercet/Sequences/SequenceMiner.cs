using System.Runtime.ExceptionServices;

namespace Tercet;

/// <summary>
/// Mines a sequence of steps, triplets or batches: a plan made once from labels and options, and new embeddings for each epoch.
/// The negatives are those of the brute-force reference over float64 distances, whatever the number of threads or the processor.
/// </summary>
/// <typeparam name="TStep"><see cref="Triplet"/> or <see cref="Batch"/>.</typeparam>
public abstract class SequenceMiner<TStep>
{
    private protected SequenceMiner(
        LabeledItems items, MiningOptions options, DataSplit? split, Func<Subset, DataSplit, SequencePlan> plan)
    {
        ArgumentNullException.ThrowIfNull(items);
        options.Validate();
        (Items, Options, Split) = (items, options, split ?? DataSplit.None(items));
        Split.RequireItems(items);
        Plan = plan(new Subset(items, Split, SplitPart.Train), Split);
        if (Split.TestRatio > 0)
            TestPlan = plan(new Subset(items, Split, SplitPart.Test), Split);
    }

    /// <summary>The labelled items.</summary>
    public LabeledItems Items { get; }

    /// <summary>How they are mined.</summary>
    public MiningOptions Options { get; }

    /// <summary>The items trained on and the items held out.</summary>
    public DataSplit Split { get; }

    /// <summary>The plan of the training sequence.</summary>
    public SequencePlan Plan { get; }

    /// <summary>The plan of the test sequence; null where nothing is held out.</summary>
    public SequencePlan? TestPlan { get; }

    /// <summary>Mines an epoch on embeddings.</summary>
    /// <param name="embeddings">
    /// Row i for item i: a <c>float[n, d]</c>, <c>float[][]</c> or <see cref="EmbeddingMatrix"/>. Only rows of the training part
    /// are read; the others may be NaN throughout.
    /// </param>
    /// <param name="epoch">0 to <see cref="MiningOptions.Epochs"/> − 1.</param>
    /// <param name="catalogEmbeddings">
    /// Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.
    /// </param>
    /// <param name="progress">Reported to from several threads.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch.</exception>
    /// <exception cref="InvalidInputException">
    /// Rows or dimensions do not fit, an item has no embedding, or one has no direction with the cosine distance.
    /// </exception>
    public MinedSequence<TStep> Mine(
        EmbeddingMatrix embeddings, int epoch = 0, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Mine(Plan, Plan.StepsOf(epoch), embeddings, catalogEmbeddings, progress, cancellationToken);

    /// <summary>
    /// Mines any range of training steps, as one of many workers would: a step is the same in any range.
    /// </summary>
    /// <param name="embeddings">Row i for item i; only rows of the training part are read.</param>
    /// <param name="steps">Steps of <see cref="Plan"/>.</param>
    /// <param name="catalogEmbeddings">
    /// Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.
    /// </param>
    /// <param name="progress">Reported to from several threads.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOptionsException">The range is empty, or not of the sequence.</exception>
    /// <exception cref="InvalidInputException">
    /// Rows or dimensions do not fit, an item has no embedding, or one has no direction with the cosine distance.
    /// </exception>
    public MinedSequence<TStep> MineSteps(
        EmbeddingMatrix embeddings, StepRange steps, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Mine(Plan, steps, embeddings, catalogEmbeddings, progress, cancellationToken);

    /// <summary>
    /// Mines the test sequence, or a range of it; empty where the test sequence has no steps, as for 0 test triplets.
    /// </summary>
    /// <param name="embeddings">Row i for item i; only rows of the test part are read.</param>
    /// <param name="steps">Steps of <see cref="TestPlan"/>; null for all.</param>
    /// <param name="catalogEmbeddings">
    /// Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.
    /// </param>
    /// <param name="progress">Reported to from several threads.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOperationException">The miner was made without a split that holds out rows.</exception>
    /// <exception cref="InvalidOptionsException">The range is empty, or not of the sequence.</exception>
    /// <exception cref="InvalidInputException">
    /// Rows or dimensions do not fit, an item has no embedding, or one has no direction with the cosine distance.
    /// </exception>
    public MinedSequence<TStep> MineTest(
        EmbeddingMatrix embeddings, StepRange? steps = null, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (TestPlan is null)
            throw new InvalidOperationException(
                "no rows are held out, so there is no test sequence. Make the miner with a split, such as "
                + $"{nameof(DataSplit)}.{nameof(DataSplit.ByClass)}(items, testRatio: 0.2); without one, {nameof(TestPlan)} is null.");
        return steps is null && TestPlan.TotalSteps == 0
            ? new MinedSequence<TStep>([], MiningStatistics.Sum([]))
            : Mine(TestPlan, steps ?? TestPlan.StepsOf(0), embeddings, catalogEmbeddings, progress, cancellationToken);
    }

    /// <summary>Checks that training and test sequence can be mined on these embeddings, before any work is done.</summary>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="catalogEmbeddings">
    /// Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.
    /// </param>
    /// <exception cref="InvalidInputException">
    /// Rows or dimensions do not fit, an item has no embedding, or one has no direction with the cosine distance.
    /// </exception>
    public void Check(EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null)
    {
        Join(Plan, embeddings, catalogEmbeddings);
        if (TestPlan is { TotalSteps: > 0 })
            Join(TestPlan, embeddings, catalogEmbeddings);
    }

    /// <summary>
    /// Divides the work of mining both sequences into parts that any machines can mine, in any order: together they are what one
    /// machine mines. A triplet's part is a range of anchors, so that the distances of each are computed once in all; a batch's is
    /// a range of passes, since within a pass each batch depends on those before it.
    /// </summary>
    /// <param name="count">The parts wanted, 1 or more; there are fewer where there are fewer anchors, or passes.</param>
    /// <param name="trainSteps">The steps of <see cref="Plan"/> to mine; null for all.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>Parts of about equal work, without gaps.</returns>
    /// <exception cref="InvalidOptionsException">The range is empty, or not of the sequence.</exception>
    public IReadOnlyList<WorkPart> Divide(
        int count, StepRange? trainSteps = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var division = new WorkDivision();
        AddUnits(division, Plan, StepsOf(trainSteps), 0, cancellationToken);
        if (TestPlan is { TotalSteps: > 0 })
            AddUnits(division, TestPlan, new StepRange(0, TestPlan.TotalSteps), TrainUnits, cancellationToken);
        return division.Cut(count);
    }

    /// <summary>Mines one of the parts that <see cref="Divide"/> returns.</summary>
    /// <param name="embeddings">Row i for item i.</param>
    /// <param name="part">The part.</param>
    /// <param name="catalogEmbeddings">
    /// Row i for catalog item i, of as many dimensions; null exactly where there is no catalog.
    /// </param>
    /// <param name="trainSteps">The steps that were divided; null for all.</param>
    /// <param name="progress">Reported to from several threads.</param>
    /// <param name="cancellationToken">Ends the work early with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="InvalidOptionsException">The range is empty, or not of the sequence.</exception>
    /// <exception cref="InvalidInputException">
    /// Rows or dimensions do not fit, an item has no embedding, or one has no direction with the cosine distance.
    /// </exception>
    public MinedPart<TStep> MinePart(
        EmbeddingMatrix embeddings, WorkPart part, EmbeddingMatrix? catalogEmbeddings = null, StepRange? trainSteps = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = Reporter(progress, part.Steps);
        MinedSequence<TStep> MineUnits(SequencePlan? plan, StepRange steps, long start, long end) =>
            plan is null || steps.Length == 0 || start >= end
                ? new MinedSequence<TStep>([], MiningStatistics.Sum([]))
                : Unwrap(() => this.MineUnits(
                    plan, steps, start, end, Join(plan, embeddings, catalogEmbeddings), report, cancellationToken));

        return new MinedPart<TStep>(
            MineUnits(Plan, StepsOf(trainSteps), part.Start, Math.Min(part.End, TrainUnits)),
            MineUnits(
                TestPlan, new StepRange(0, TestPlan?.TotalSteps ?? 0), Math.Max(part.Start, TrainUnits) - TrainUnits,
                part.End - TrainUnits));
    }

    private protected abstract MinedSequence<TStep> Mine(
        SequencePlan plan, StepRange steps, EmbeddedItems embedded, Action<long> advance, CancellationToken cancellationToken);

    /// <summary>Units of work, anchors or passes, that the training sequence may have; those of the test sequence follow.</summary>
    private protected abstract long TrainUnits { get; }

    /// <summary>Adds the units of a sequence to a division.</summary>
    private protected abstract void AddUnits(
        WorkDivision division, SequencePlan plan, StepRange steps, long offset, CancellationToken cancellationToken);

    /// <summary>Mines the steps of a sequence's units from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    private protected abstract MinedSequence<TStep> MineUnits(
        SequencePlan plan, StepRange steps, long start, long end, EmbeddedItems embedded, Action<long> advance,
        CancellationToken cancellationToken);

    /// <summary>The name of the work in progress reports.</summary>
    private protected abstract string Stage { get; }

    private StepRange StepsOf(StepRange? trainSteps)
    {
        var steps = trainSteps ?? new StepRange(0, Plan.TotalSteps);
        Plan.RequireSteps(steps);
        return steps;
    }

    private EmbeddedItems Join(SequencePlan plan, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings)
    {
        var embedded = new EmbeddedItems(plan.Subset, embeddings, catalogEmbeddings);
        embedded.RequireLengths(Options.Distance, Options.Selector is IRequiresSphere);
        return embedded;
    }

    private MinedSequence<TStep> Mine(
        SequencePlan plan, StepRange steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings,
        IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        plan.RequireSteps(steps);
        var embedded = Join(plan, embeddings, catalogEmbeddings);
        var report = Reporter(progress, steps.Length);
        return Unwrap(() => Mine(plan, steps, embedded, report, cancellationToken));
    }

    private Action<long> Reporter(IProgress<WorkProgress>? progress, long total)
    {
        long done = 0;
        return count => progress?.Report(new WorkProgress(Stage, Interlocked.Add(ref done, count), total));
    }

    private static T Unwrap<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (AggregateException e)
        {
            // A curve, a selector or rows of the user's own failed on a worker thread: their exception is the caller's business.
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
            throw;
        }
    }
}
