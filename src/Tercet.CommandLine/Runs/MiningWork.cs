using System.Diagnostics;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>What <see cref="MineJob"/> does for triplets and for batches, each in its way.</summary>
internal abstract class MiningWork
{
    /// <summary>Distances that are compared to measure the speed: some tenths of a second, and enough to fill all threads.</summary>
    private const long MeasuredProducts = 20_000_000_000, MinMeasuredAnchors = 64;

    /// <summary>The plan of the training sequence.</summary>
    public abstract SequencePlan Plan { get; }

    /// <summary>Examples for the report, once all is mined.</summary>
    public abstract RunExamples Examples { get; }

    /// <summary>The name of the work for the display.</summary>
    public abstract string Title { get; }

    /// <summary>What a part is a range of, in the plural.</summary>
    public abstract string Unit { get; }

    /// <summary>Plans the sequence, which reveals faults before images are read.</summary>
    /// <exception cref="InvalidInputException">The data do not allow it.</exception>
    public static MiningWork Create(LabeledItems items, MiningOptions options, DataSplit split) => options switch
    {
        TripletOptions triplets => new Triplets(new TripletMiner(items, triplets, split)),
        BatchOptions batches => new Batches(new BatchMiner(items, batches, split)),
        _ => throw new InvalidOperationException($"{options.GetType()} is not a kind of sequence."),
    };

    /// <summary>The options, as a manifest has them.</summary>
    public abstract ManifestOptions DescribeOptions(StepRange? steps);

    /// <summary>Checks that the embeddings can be mined on.</summary>
    public abstract void Check(EmbeddingMatrix embeddings, EmbeddingMatrix? catalog);

    /// <summary>Divides the work into parts.</summary>
    public abstract IReadOnlyList<WorkPart> Divide(int count, StepRange? steps, CancellationToken cancellationToken);

    /// <summary>Mines a part and writes it.</summary>
    public abstract void MinePart(
        PartWriter writer, WorkPart part, StepRange? steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog,
        IProgress<WorkProgress> progress, CancellationToken cancellationToken);

    /// <summary>Measures the speed on a little of the work.</summary>
    /// <returns>Seconds that any part takes, and seconds per distance.</returns>
    public abstract (double Fixed, double PerDistance) Measure(
        WorkPart part, StepRange? steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog, CancellationToken cancellationToken);

    /// <summary>Prepares mining into the run's folder.</summary>
    public abstract RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images);

    private static (double Seconds, long Distances) Time(Func<MiningStatistics> mine)
    {
        var watch = Stopwatch.StartNew();
        var statistics = mine();
        return (watch.Elapsed.TotalSeconds, statistics.DistancesCompared);
    }

    /// <summary>The line through the times of a little work and of more of it.</summary>
    private static (double Fixed, double PerDistance) Line((double Seconds, long Distances) little, (double Seconds, long Distances) more)
    {
        var slope = more.Distances <= little.Distances ? more.Seconds / Math.Max(1, more.Distances)
            : Math.Max(0, more.Seconds - little.Seconds) / (more.Distances - little.Distances);
        return (Math.Max(0, more.Seconds - slope * more.Distances), slope);
    }

    /// <summary>What triplets and batches share.</summary>
    private abstract class Work<TStep>(SequenceMiner<TStep> miner) : MiningWork
    {
        public override SequencePlan Plan => miner.Plan;

        public override ManifestOptions DescribeOptions(StepRange? steps) =>
            ManifestOptions.From(miner.Options, miner.Split, steps ?? new StepRange(0, Plan.TotalSteps));

        public override void Check(EmbeddingMatrix embeddings, EmbeddingMatrix? catalog) => miner.Check(embeddings, catalog);

        public override IReadOnlyList<WorkPart> Divide(int count, StepRange? steps, CancellationToken cancellationToken) =>
            miner.Divide(count, steps, cancellationToken);

        public override void MinePart(
            PartWriter writer, WorkPart part, StepRange? steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog,
            IProgress<WorkProgress> progress, CancellationToken cancellationToken) =>
            Write(writer, miner.MinePart(embeddings, part, catalog, steps, progress, cancellationToken));

        protected abstract void Write(PartWriter writer, MinedPart<TStep> part);
    }

    private sealed class Triplets(TripletMiner miner) : Work<Triplet>(miner)
    {
        private TripletGallery? _gallery;

        public override RunExamples Examples => new() { Triplets = _gallery?.Examples() ?? [] };

        public override string Title => "Mining triplets";

        public override string Unit => "anchors";

        public override (double Fixed, double PerDistance) Measure(
            WorkPart part, StepRange? steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog,
            CancellationToken cancellationToken)
        {
            (double, long) TimeOf(long anchors) => Time(() =>
            {
                var few = new WorkPart(part.Start, Math.Min(part.End, part.Start + anchors), part.Steps, 0);
                var mined = miner.MinePart(embeddings, few, catalog, steps, null, cancellationToken);
                return MiningStatistics.Sum([mined.Train.Statistics, mined.Test.Statistics]);
            });

            var count = Math.Max(MinMeasuredAnchors, MeasuredProducts / Math.Max(1, (long)Plan.Items * embeddings.Dimensions));
            TimeOf(1); // compiles
            return Line(TimeOf(1), TimeOf(count));
        }

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images)
        {
            _gallery = new TripletGallery(miner, options.Steps, images);
            return RunWriter.Create(folder, miner, options, _gallery.Observe);
        }

        protected override void Write(PartWriter writer, MinedPart<Triplet> part) => writer.Write(miner.Items, part);
    }

    private sealed class Batches(BatchMiner miner) : Work<Batch>(miner)
    {
        private const int MeasuredBatches = 64;

        private BatchGallery? _gallery;

        public override RunExamples Examples => new() { Batches = _gallery?.Examples() ?? [] };

        public override string Title => "Mining batches";

        public override string Unit => "passes";

        public override (double Fixed, double PerDistance) Measure(
            WorkPart part, StepRange? steps, EmbeddingMatrix embeddings, EmbeddingMatrix? catalog,
            CancellationToken cancellationToken)
        {
            (double, long) TimeOf(long batches) => Time(() => miner.MineSteps(
                embeddings, new StepRange(0, Math.Min(Plan.TotalSteps, batches)), catalog, null, cancellationToken).Statistics);

            TimeOf(1); // compiles
            return Line(TimeOf(1), TimeOf(MeasuredBatches));
        }

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images)
        {
            _gallery = new BatchGallery(miner, options.Steps, images);
            return RunWriter.Create(folder, miner, options, _gallery.Observe);
        }

        protected override void Write(PartWriter writer, MinedPart<Batch> part) => writer.Write(miner.Items, part);
    }
}
