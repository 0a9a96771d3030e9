namespace Tercet.Files;

/// <summary>Writes runs of one kind of sequence, block by block, so that memory does not grow with it.</summary>
internal abstract class SequenceRunWriter<TStep>(
    RunFolder folder, SequenceMiner<TStep> miner, RunWriterOptions options, int entriesPerStep, Action<TStep>? observe)
    : RunWriter(folder)
{
    private readonly StepRange _trainSteps = options.Steps ?? new StepRange(0, miner.Plan.TotalSteps);
    private MiningStatistics _train = MiningStatistics.Sum([]);
    private MiningStatistics? _test;

    public override SequenceSummary Train { get; } = new(
        miner.Options.Schedule, miner.Plan.TotalSteps, (options.Steps?.Length ?? miner.Plan.TotalSteps) * entriesPerStep);

    public override SequenceSummary Test { get; } = new(
        miner.Options.Schedule, Math.Max(1, miner.TestPlan?.TotalSteps ?? 0), (miner.TestPlan?.TotalSteps ?? 0) * entriesPerStep);

    public override MiningStatistics Statistics => MiningStatistics.Sum(_test is null ? [_train] : [_train, _test]);

    public override void WriteSequences(
        EmbeddingMatrix embeddings, EmbeddingMatrix? catalogEmbeddings = null,
        IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        miner.Plan.RequireSteps(_trainSteps);
        miner.Check(embeddings, catalogEmbeddings);
        Dimensions = embeddings.Dimensions;
        var testSteps = miner.TestPlan?.TotalSteps ?? 0;
        var total = _trainSteps.Length + testSteps;
        _train = WriteFile(
            TrainFile, miner.Plan.Blocks(_trainSteps), Train, observe, miner.Plan.StepsPerEpoch,
            (steps, done) => miner.MineSteps(
                embeddings, steps, catalogEmbeddings, OffsetProgress.Create(progress, done, total), cancellationToken));
        if (Train.Count == 0)
            throw new InvalidInputException(NothingMined);
        if (testSteps > 0)
            _test = WriteFile(
                TestFile, miner.TestPlan!.Blocks(new StepRange(0, testSteps)), Test, null, miner.TestPlan.StepsPerEpoch,
                (steps, done) => miner.MineTest(
                    embeddings, steps, catalogEmbeddings,
                    OffsetProgress.Create(progress, _trainSteps.Length + done, total), cancellationToken));
        Add(SplitFile.Name, SplitFile.Write(miner.Items.Items, miner.Split));
    }

    public override RunManifest Describe(int otherFiles = 0, params ReadOnlySpan<string> files)
    {
        var items = miner.Items;
        SequencePlan[] plans = miner.TestPlan is null ? [miner.Plan] : [miner.Plan, miner.TestPlan];
        var skipped = plans.SelectMany(plan => plan.Skipped).GroupBy(skip => (skip.What, skip.Why))
            .Select(skips => new SkippedCount(skips.Sum(skip => skip.Count), skips.Key.What, skips.Key.Why));
        return new RunManifest
        {
            Version = RunManifest.LibraryVersion,
            Options = ManifestOptions.From(miner.Options, miner.Split, _trainSteps),
            Inputs = options.Inputs,
            Counts = ManifestCounts.Of(items, miner.Split, Dimensions),
            Train = Describe(TrainFile, miner.Plan, Train, _train),
            Test = _test is null ? null : Describe(TestFile, miner.TestPlan!, Test, _test),
            Skipped = [.. SkippedData.Count(items, otherFiles), .. skipped, .. Statistics.Skipped],
            Files = [.. Files, .. files],
        };
    }

    /// <summary>Starts a file.</summary>
    protected abstract SequenceWriter<TStep> CreateWriter(string path, TableFormat format, LabeledItems items, int stepsPerEpoch);

    protected abstract void AddTo(SequenceSummary summary, TStep step);

    protected abstract ManifestSplit Describe(
        string file, string sha256, SequencePlan plan, SequenceSummary summary, MiningStatistics statistics);

    /// <summary>The message where filters left nothing.</summary>
    protected abstract string NothingMined { get; }

    private string TrainFile => "train" + TableFormats.ExtensionOf(options.Format);

    private string TestFile => "test" + TableFormats.ExtensionOf(options.Format);

    private int Dimensions { get; set; }

    private ManifestSplit Describe(string file, SequencePlan plan, SequenceSummary summary, MiningStatistics statistics) =>
        Describe(file, DigestOf(file), plan, summary, statistics);

    private MiningStatistics WriteFile(
        string file, IEnumerable<StepRange> blocks, SequenceSummary summary, Action<TStep>? shown, int stepsPerEpoch,
        Func<StepRange, long, MinedSequence<TStep>> mine)
    {
        using var writer = CreateWriter(Begin(file), options.Format, miner.Items, stepsPerEpoch);
        var parts = new List<MiningStatistics>();
        long done = 0;
        foreach (var block in blocks)
        {
            var mined = mine(block, done);
            parts.Add(mined.Statistics);
            foreach (var step in mined)
            {
                writer.Write(step);
                AddTo(summary, step);
                shown?.Invoke(step);
            }
            done += block.Length;
        }
        writer.Complete();
        return MiningStatistics.Sum(parts);
    }

    /// <summary>Reports the progress of a block as that of the whole.</summary>
    private sealed class OffsetProgress(IProgress<WorkProgress> inner, long before, long total) : IProgress<WorkProgress>
    {
        public static OffsetProgress? Create(IProgress<WorkProgress>? inner, long before, long total) =>
            inner is null ? null : new OffsetProgress(inner, before, total);

        public void Report(WorkProgress value) => inner.Report(new WorkProgress(value.Stage, before + value.Done, total));
    }
}

/// <summary>Writes runs of triplets.</summary>
internal sealed class TripletRunWriter(RunFolder folder, TripletMiner miner, RunWriterOptions options, Action<Triplet>? observe)
    : SequenceRunWriter<Triplet>(folder, miner, options, 1, observe)
{
    protected override string NothingMined =>
        "no step has a candidate: the excluded pairs, groups, minimal distance or candidate pool exclude every item "
        + "of another class. Relax these filters.";

    protected override SequenceWriter<Triplet> CreateWriter(
        string path, TableFormat format, LabeledItems items, int stepsPerEpoch) =>
        new TripletWriter(path, format, items);

    protected override void AddTo(SequenceSummary summary, Triplet step) => summary.Add(step);

    protected override ManifestSplit Describe(
        string file, string sha256, SequencePlan plan, SequenceSummary summary, MiningStatistics statistics) =>
        new(file, sha256, plan.TotalSteps, summary.Count, plan.Items, plan.Classes, plan.AnchorClasses, statistics.PoolError);
}

/// <summary>Writes runs of batches.</summary>
internal sealed class BatchRunWriter(RunFolder folder, BatchMiner miner, RunWriterOptions options, Action<Batch>? observe)
    : SequenceRunWriter<Batch>(folder, miner, options, miner.Options.ClassesPerBatch, observe)
{
    protected override string NothingMined =>
        "no class joins another: the excluded pairs, groups or minimal distance exclude every one, "
        + "or the steps are of batches of one class, "
        + "the last of a pass. Relax these filters, or take more steps.";

    protected override SequenceWriter<Batch> CreateWriter(
        string path, TableFormat format, LabeledItems items, int stepsPerEpoch) =>
        new BatchWriter(path, format, items, stepsPerEpoch);

    protected override void AddTo(SequenceSummary summary, Batch step) => summary.Add(step);

    protected override ManifestSplit Describe(
        string file, string sha256, SequencePlan plan, SequenceSummary summary, MiningStatistics statistics) =>
        new(file, sha256, plan.TotalSteps, null, plan.Items, plan.Classes, plan.Classes, null, summary.Batches);
}
