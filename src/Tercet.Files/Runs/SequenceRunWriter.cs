namespace Tercet.Files;

/// <summary>Writes runs of one kind of sequence, block by block, so that memory does not grow with it.</summary>
internal abstract class SequenceRunWriter<TStep>(
    RunFolder folder, SequenceMiner<TStep> miner, RunWriterOptions options, int entriesPerStep, Action<TStep>? observe)
    : RunWriter(folder)
{
    private const int StepsPerReport = 1 << 14;

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
        var total = _trainSteps.Length + TestSteps.Length;
        _train = WriteMined(
            TrainFile, miner.Plan, _trainSteps, Train, observe,
            (steps, done) => miner.MineSteps(
                embeddings, steps, catalogEmbeddings, OffsetProgress.Create(progress, done, total), cancellationToken));
        RequireAny();
        if (TestSteps.Length > 0)
            _test = WriteMined(
                TestFile, miner.TestPlan!, TestSteps, Test, null,
                (steps, done) => miner.MineTest(
                    embeddings, steps, catalogEmbeddings,
                    OffsetProgress.Create(progress, _trainSteps.Length + done, total), cancellationToken));
        Add(SplitFile.Name, SplitFile.Write(miner.Items, miner.Split));
    }

    public override void MergeSequences(
        PartsFolder parts, int dimensions, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        Dimensions = dimensions;
        var (codec, written, total) = (CreateCodec(miner.Items), 0L, _trainSteps.Length + TestSteps.Length);
        IEnumerable<TStep> Watched(PartSteps<TStep> steps, StepRange range) => steps.Read(range).Select(step =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++written % StepsPerReport == 0)
                progress?.Report(new WorkProgress("merging parts", written, total));
            return step;
        });

        var train = new PartSteps<TStep>(
            codec, Enumerable.Range(0, parts.Plan.Parts.Count).Select(number => (parts.PathOf(number), (long?)null)));
        _train = train.Statistics;
        Write(TrainFile, miner.Plan, Watched(train, _trainSteps), Train, observe);
        RequireAny();
        if (TestSteps.Length > 0)
        {
            var test = new PartSteps<TStep>(codec, train.Ends);
            _test = test.Statistics;
            Write(TestFile, miner.TestPlan!, Watched(test, TestSteps), Test, null);
        }
        Add(SplitFile.Name, SplitFile.Write(miner.Items, miner.Split));
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
            Skipped = [.. SkippedData.Count(items, otherFiles), .. skipped, .. Statistics.Skipped, .. Skipped],
            Files = [.. Files, .. files],
        };
    }

    protected RunWriterOptions Options => options;

    /// <summary>Starts a file.</summary>
    protected abstract SequenceWriter<TStep> CreateWriter(string path, SequencePlan plan);

    /// <summary>Starts the further file of a layout; null where there is none.</summary>
    /// <param name="file">The name of the file beside which it is.</param>
    protected virtual SequenceWriter<TStep>? CreateLayout(string file) => null;

    /// <summary>Notes what a layout left out.</summary>
    protected virtual void NoteLayout(SequenceWriter<TStep>? layout)
    {
    }

    /// <summary>What writing left out.</summary>
    protected virtual IReadOnlyList<SkippedCount> Skipped => [];

    /// <summary>How parts hold the steps.</summary>
    protected abstract StepCodec<TStep> CreateCodec(LabeledItems items);

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

    private StepRange TestSteps => new(0, miner.TestPlan?.TotalSteps ?? 0);

    private void RequireAny()
    {
        if (Train.Count == 0)
            throw new InvalidInputException(NothingMined);
    }

    private MiningStatistics WriteMined(
        string file, SequencePlan plan, StepRange range, SequenceSummary summary, Action<TStep>? shown,
        Func<StepRange, long, MinedSequence<TStep>> mine)
    {
        var parts = new List<MiningStatistics>();
        IEnumerable<TStep> Mine(StepRange block)
        {
            var mined = mine(block, block.Start - range.Start);
            parts.Add(mined.Statistics);
            return mined;
        }

        Write(file, plan, plan.Blocks(range).SelectMany(Mine), summary, shown);
        return MiningStatistics.Sum(parts);
    }

    private void Write(
        string file, SequencePlan plan, IEnumerable<TStep> steps, SequenceSummary summary, Action<TStep>? shown)
    {
        using var writer = CreateWriter(Begin(file), plan);
        using var layout = CreateLayout(file);
        foreach (var step in steps)
        {
            writer.Write(step);
            layout?.Write(step);
            AddTo(summary, step);
            shown?.Invoke(step);
        }
        writer.Complete();
        layout?.Complete();
        NoteLayout(layout);
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
    : SequenceRunWriter<Triplet>(folder, miner, options, miner.Options.Negatives, observe)
{
    private long _leftOut;

    protected override string NothingMined =>
        "no step has a candidate: the excluded pairs, groups, minimal distance, bounds, scores or candidate pool exclude every item "
        + "that is not a positive. Relax these filters.";

    protected override IReadOnlyList<SkippedCount> Skipped => _leftOut == 0
        ? []
        : [new SkippedCount(
            _leftOut, "steps left out of the layout", "they have fewer negatives than a row of the file, or a score is missing")];

    protected override SequenceWriter<Triplet> CreateWriter(string path, SequencePlan plan) =>
        new TripletWriter(path, Options.Format, miner.Items, miner.Options, Options.Write ?? ItemColumns.Ids);

    protected override SequenceWriter<Triplet>? CreateLayout(string file)
    {
        if (Options.Layout == TripletLayout.Rows)
            return null;
        if (Options.Layout == TripletLayout.Tuple && miner.Options.Negatives > miner.Plan.Items)
        {
            OptionFault.ThrowIfAny(
            [
                new OptionFault(
                    nameof(TripletOptions.Negatives),
                    $"is {miner.Options.Negatives}, but there are {miner.Plan.Items} items; expected fewer for a tuple, which has them all."),
            ]);
        }
        var name = $"{Path.GetFileNameWithoutExtension(file)}.{EnumNames.ToKebabCase(Options.Layout)}{Path.GetExtension(file)}";
        var hasTexts = miner.Items.Items.Texts is not null && miner.Items.Anchors.Texts is not null;
        return new LayoutWriter(
            Begin(name), Options.Format, Options.Layout, miner.Items, miner.Options,
            Options.Write ?? (hasTexts ? ItemColumns.Text : ItemColumns.Ids));
    }

    protected override void NoteLayout(SequenceWriter<Triplet>? layout) => _leftOut += (layout as LayoutWriter)?.LeftOut ?? 0;

    protected override StepCodec<Triplet> CreateCodec(LabeledItems items) => new TripletCodec(items);

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

    protected override SequenceWriter<Batch> CreateWriter(string path, SequencePlan plan) =>
        new BatchWriter(path, Options.Format, miner.Items, plan.StepsPerEpoch, Options.Write ?? ItemColumns.Ids);

    protected override StepCodec<Batch> CreateCodec(LabeledItems items) => new BatchCodec(items);

    protected override void AddTo(SequenceSummary summary, Batch step) => summary.Add(step);

    protected override ManifestSplit Describe(
        string file, string sha256, SequencePlan plan, SequenceSummary summary, MiningStatistics statistics) =>
        new(file, sha256, plan.TotalSteps, null, plan.Items, plan.Classes, plan.Classes, null, summary.Batches);
}
