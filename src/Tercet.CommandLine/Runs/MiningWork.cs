using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>What <c>tercet mine</c> does of triplets and of batches, each in its way.</summary>
/// <param name="Writer">Mines into the run's folder.</param>
/// <param name="TrainSteps">Steps of the training sequence to mine.</param>
/// <param name="TestSteps">Steps of the test sequence.</param>
/// <param name="Examples">Some of what was mined, once it is.</param>
/// <param name="Distances">How many distances were compared, and how many of them decided in float64, once all is mined.</param>
internal sealed record MiningWork(
    RunWriter Writer, long TrainSteps, long TestSteps, Func<RunExamples> Examples, Func<(long Compared, long Measured)> Distances)
{
    public static MiningWork Create(MiningSource source, MiningOptions options, RunFolder folder, TableFormat format, ImageFolders images) => options switch
    {
        TripletOptions triplets => Triplets(new TripletMiner(source, triplets), folder, format, images),
        BatchOptions batches => Batches(new BatchMiner(source, batches), folder, format, images),
        _ => throw new InvalidOperationException($"{options.GetType()} is no kind of sequence."),
    };

    private static MiningWork Triplets(TripletMiner miner, RunFolder folder, TableFormat format, ImageFolders images)
    {
        var gallery = new TripletGallery(miner, images);
        return new MiningWork(
            new TripletRunWriter(folder, miner, format, gallery.Observe), miner.StepsOf(Split.Train).Length, miner.StepsOf(Split.Test).Length,
            () => new RunExamples { Triplets = gallery.Examples() },
            () => Sum(Enum.GetValues<Split>().Select(miner.StatisticsOf).OfType<MiningStatistics>().Select(split => (split.DistancesCompared, split.ReferenceDistances))));
    }

    private static MiningWork Batches(BatchMiner miner, RunFolder folder, TableFormat format, ImageFolders images)
    {
        var gallery = new BatchGallery(miner, images);
        return new MiningWork(
            new BatchRunWriter(folder, miner, format, gallery.Observe), miner.StepsOf(Split.Train).Length, miner.StepsOf(Split.Test).Length,
            () => new RunExamples { Batches = gallery.Examples() },
            () => Sum(Enum.GetValues<Split>().Select(miner.StatisticsOf).OfType<BatchStatistics>().Select(split => (split.DistancesCompared, split.ReferenceDistances))));
    }

    private static (long, long) Sum(IEnumerable<(long Compared, long Measured)> splits) =>
        splits.Aggregate((Compared: 0L, Measured: 0L), (sum, split) => (sum.Compared + split.Compared, sum.Measured + split.Measured));
}
