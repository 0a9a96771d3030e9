using System.Diagnostics;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>What <see cref="MineJob"/> does for triplets and for batches, each in its way.</summary>
internal abstract class MiningWork
{
    /// <summary>The plan of the training sequence.</summary>
    public abstract SequencePlan Plan { get; }

    /// <summary>What was found for the report, once all is mined; null where none is drawn.</summary>
    public abstract RunFindings? Findings { get; }

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

    /// <summary>Measures the speed on the first steps.</summary>
    /// <returns>Seconds that any part takes, and seconds per distance.</returns>
    public abstract (double Fixed, double PerDistance) Measure(
        EmbeddingMatrix embeddings, EmbeddingMatrix? catalog, CancellationToken cancellationToken);

    /// <summary>Prepares mining into the run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Which steps are written, and how.</param>
    /// <param name="images">Where images for the report are; null where none is drawn.</param>
    public abstract RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders? images);

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

        public override (double Fixed, double PerDistance) Measure(
            EmbeddingMatrix embeddings, EmbeddingMatrix? catalog, CancellationToken cancellationToken)
        {
            (double Seconds, long Distances) Time(long steps)
            {
                var watch = Stopwatch.StartNew();
                var range = new StepRange(0, Math.Min(Plan.TotalSteps, steps));
                var mined = miner.MineSteps(embeddings, range, catalog, null, cancellationToken);
                return (watch.Elapsed.TotalSeconds, mined.Statistics.DistancesCompared);
            }

            Time(1); // compiles, and loads what is mapped
            var (one, few) = (Time(1), Time(MeasuredSteps(embeddings.Dimensions)));
            var perDistance = few.Distances == one.Distances
                ? few.Seconds / Math.Max(1, few.Distances)
                : Math.Max(0, few.Seconds - one.Seconds) / (few.Distances - one.Distances);
            return (one.Seconds, perDistance);
        }

        /// <summary>Steps that take some tenths of a second, and enough to fill all threads.</summary>
        protected abstract long MeasuredSteps(int dimensions);

        protected abstract void Write(PartWriter writer, MinedPart<TStep> part);
    }

    private sealed class Triplets(TripletMiner miner) : Work<Triplet>(miner)
    {
        private const long MeasuredProducts = 50_000_000_000, MinMeasuredSteps = 64;

        private TripletGallery? _gallery;

        public override RunFindings? Findings => _gallery?.Findings();

        public override string Title => "Mining triplets";

        public override string Unit => "anchors";

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders? images)
        {
            _gallery = images is null ? null : new TripletGallery(miner, options.Steps, images);
            return RunWriter.Create(folder, miner, options, _gallery is null ? null : _gallery.Observe);
        }

        protected override long MeasuredSteps(int dimensions) =>
            Math.Max(MinMeasuredSteps, MeasuredProducts / ((long)Plan.Items * dimensions));

        protected override void Write(PartWriter writer, MinedPart<Triplet> part) => writer.Write(miner.Items, part);
    }

    private sealed class Batches(BatchMiner miner) : Work<Batch>(miner)
    {
        private const int MeasuredBatches = 64;

        private BatchGallery? _gallery;

        public override RunFindings? Findings => _gallery?.Findings();

        public override string Title => "Mining batches";

        public override string Unit => "passes";

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders? images)
        {
            _gallery = images is null ? null : new BatchGallery(miner, images);
            return RunWriter.Create(folder, miner, options, _gallery is null ? null : _gallery.Observe);
        }

        protected override long MeasuredSteps(int dimensions) => MeasuredBatches;

        protected override void Write(PartWriter writer, MinedPart<Batch> part) => writer.Write(miner.Items, part);
    }
}
