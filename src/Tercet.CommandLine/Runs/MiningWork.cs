using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>What <see cref="MineJob"/> does for triplets and for batches, each in its way.</summary>
internal abstract class MiningWork
{
    /// <summary>The plan of the training sequence.</summary>
    public abstract SequencePlan Plan { get; }

    /// <summary>Examples for the report, once all is mined.</summary>
    public abstract RunExamples Examples { get; }

    /// <summary>Plans the sequence, which reveals faults before images are read.</summary>
    /// <exception cref="InvalidInputException">The data do not allow it.</exception>
    public static MiningWork Create(LabeledItems items, MiningOptions options, DataSplit split) => options switch
    {
        TripletOptions triplets => new Triplets(new TripletMiner(items, triplets, split)),
        BatchOptions batches => new Batches(new BatchMiner(items, batches, split)),
        _ => throw new InvalidOperationException($"{options.GetType()} is not a kind of sequence."),
    };

    /// <summary>Prepares mining into the run's folder.</summary>
    public abstract RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images);

    private sealed class Triplets(TripletMiner miner) : MiningWork
    {
        private TripletGallery? _gallery;

        public override SequencePlan Plan => miner.Plan;

        public override RunExamples Examples => new() { Triplets = _gallery?.Examples() ?? [] };

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images)
        {
            _gallery = new TripletGallery(miner, options.Steps, images);
            return RunWriter.Create(folder, miner, options, _gallery.Observe);
        }
    }

    private sealed class Batches(BatchMiner miner) : MiningWork
    {
        private BatchGallery? _gallery;

        public override SequencePlan Plan => miner.Plan;

        public override RunExamples Examples => new() { Batches = _gallery?.Examples() ?? [] };

        public override RunWriter CreateWriter(RunFolder folder, RunWriterOptions options, ImageFolders images)
        {
            _gallery = new BatchGallery(miner, options.Steps, images);
            return RunWriter.Create(folder, miner, options, _gallery.Observe);
        }
    }
}
