using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Runs;

/// <summary>What <see cref="MineJob"/> does for triplets and for batches, each in its way.</summary>
/// <param name="Writer">Mines into the run's folder.</param>
/// <param name="TrainSteps">Steps of the training sequence.</param>
/// <param name="TestSteps">Steps of the test sequence.</param>
/// <param name="Examples">Examples for the report, once all is mined.</param>
/// <param name="Distances">Distances compared and resolved in float64, once all is mined.</param>
internal sealed record MiningWork(
    RunWriter Writer, long TrainSteps, long TestSteps, Func<RunExamples> Examples, Func<(long Compared, long InFloat64)> Distances)
{
    public static MiningWork Create(
        MiningSource source, MiningOptions options, RunFolder folder, TableFormat format, ImageFolders images) => options switch
        {
            TripletOptions triplets => Triplets(new TripletMiner(source, triplets), folder, format, images),
            BatchOptions batches => Batches(new BatchMiner(source, batches), folder, format, images),
            _ => throw new InvalidOperationException($"{options.GetType()} is not a kind of sequence."),
        };

    /// <summary>Reports the steps of both splits as one piece of work.</summary>
    public IProgress<MiningProgress> Report(IProgress<WorkProgress> progress) => new StepProgress(progress, TrainSteps, TestSteps);

    private static MiningWork Triplets(TripletMiner miner, RunFolder folder, TableFormat format, ImageFolders images)
    {
        var gallery = new TripletGallery(miner, images);
        return new MiningWork(
            new TripletRunWriter(folder, miner, format, gallery.Observe),
            miner.StepsOf(Split.Train).Length, miner.StepsOf(Split.Test).Length,
            () => new RunExamples { Triplets = gallery.Examples() },
            () => Sum(Statistics(miner.StatisticsOf).Select(split => (split.DistancesCompared, split.ReferenceDistances))));
    }

    private static MiningWork Batches(BatchMiner miner, RunFolder folder, TableFormat format, ImageFolders images)
    {
        var gallery = new BatchGallery(miner, images);
        return new MiningWork(
            new BatchRunWriter(folder, miner, format, gallery.Observe),
            miner.StepsOf(Split.Train).Length, miner.StepsOf(Split.Test).Length,
            () => new RunExamples { Batches = gallery.Examples() },
            () => Sum(Statistics(miner.StatisticsOf).Select(split => (split.DistancesCompared, split.ReferenceDistances))));
    }

    private static IEnumerable<T> Statistics<T>(Func<Split, T?> statisticsOf) where T : class =>
        Enum.GetValues<Split>().Select(statisticsOf).OfType<T>();

    private static (long, long) Sum(IEnumerable<(long Compared, long InFloat64)> splits) => splits.Aggregate(
        (Compared: 0L, InFloat64: 0L), (sum, split) => (sum.Compared + split.Compared, sum.InFloat64 + split.InFloat64));

    private sealed class StepProgress(IProgress<WorkProgress> inner, long train, long test) : IProgress<MiningProgress>
    {
        public void Report(MiningProgress value) =>
            inner.Report(new WorkProgress("", (value.Split == Split.Train ? 0 : train) + value.Done, train + test));
    }
}
