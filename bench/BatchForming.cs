using System.Globalization;
using Tercet.Torch;
using Tercet.Torch.Encoders;
using Tercet.Torch.Training;
using static TorchSharp.torch;

namespace Tercet.Bench;

/// <summary>Forming passes of batches: beside an epoch of training on them, and in time and memory as the number of classes grows.</summary>
internal static class BatchForming
{
    private const int ClassesPerBatch = 32, SmallGroup = 8, Rounds = 9;

    /// <summary>The size of an epoch, as the method's published experiments have it.</summary>
    private const int EpochClasses = 15_000, EpochDimensions = 64, Side = 32;

    private const int GrowthDimensions = 128;

    private static readonly double[] Hardnesses = [0.5, 1];

    /// <summary>A pass beside an epoch of training.</summary>
    public static void RunEpoch()
    {
        Console.WriteLine($"{EpochClasses:N0} classes of a catalog item and an item, {EpochDimensions} dimensions, batches of {ClassesPerBatch} classes; a pass takes, median of {Rounds} rounds:");
        WithSource(EpochClasses, EpochDimensions, catalog: true, source =>
        {
            WarmUp(source);
            foreach (var group in new[] { ClassesPerBatch, SmallGroup })
            {
                foreach (var hardness in Hardnesses)
                {
                    foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
                    {
                        var options = Options(group, hardness, threads);
                        var spans = Enumerable.Range(0, Rounds).Select(_ => Form(source, options)).ToList();
                        Console.WriteLine($"  groups of {group,2}, hardness {hardness,3}, {threads} thread{(threads == 1 ? " " : "s")}: {ImageSpeed.Median(spans.ConvertAll(span => span.Wall)),6:0.000} s by the clock, {ImageSpeed.Median(spans.ConvertAll(span => span.Processor)),6:0.000} s of the processor");
                    }
                }
            }
        });
        var epoch = Train();
        Console.WriteLine($"  an epoch of training on {2 * EpochClasses:N0} images of {Side} × {Side}, embedding and forming in it, one thread: {epoch.Wall:0.0} s by the clock, {epoch.Processor:0.0} s of the processor");
    }

    /// <summary>Whole passes, or the first share of one, over so many classes.</summary>
    /// <param name="classes">How many.</param>
    /// <param name="share">Above 0 to 1.</param>
    public static void RunGrowth(int classes, double share)
    {
        WithSource(EpochClasses, GrowthDimensions, catalog: true, WarmUp);
        foreach (var catalog in new[] { true, false })
        {
            WithSource(classes, GrowthDimensions, catalog, source =>
            {
                foreach (var hardness in Hardnesses)
                {
                    var options = Options(ClassesPerBatch, hardness, Environment.ProcessorCount);
                    var perPass = new BatchMiner(source.Items, options).Plan.StepsPerEpoch;
                    var batches = (int)Math.Ceiling(share * perPass);
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    var before = Memory.Now;
                    MiningStatistics statistics = null!;
                    var span = default(Span);
                    var peak = Memory.PeakOf(() => span = Form(source, options, batches, out statistics));
                    Console.WriteLine($"  {classes,9:N0} classes of {GrowthDimensions}, {(catalog ? "catalog" : "means of 2"),-10}, hardness {hardness,3}, {batches:N0} of {perPass:N0} batches: {span.Wall,7:0.0} s by the clock, {span.Processor,7:0.0} s of the processor, {span.Wall * 1e9 / statistics.DistancesCompared:0.00} ns a pair of {statistics.DistancesCompared:N0}, {100.0 * statistics.ReferenceDistances / statistics.DistancesCompared:0.000} % in float64; MiB: own {before.Own >> 20} before, {peak.Own >> 20} at the most, mapped {peak.Mapped >> 20}, together {peak.All >> 20}");
                }
            });
        }
    }

    private static BatchOptions Options(int group, double hardness, int threads) => new()
    {
        ClassesPerBatch = ClassesPerBatch,
        GroupSize = group,
        Schedule = HardnessSchedule.Constant(hardness),
        MaxDegreeOfParallelism = threads,
    };

    /// <summary>Until the code is compiled for speed.</summary>
    private static void WarmUp(EmbeddedClasses source)
    {
        for (var round = 0; round < Rounds; round++)
            Form(source, Options(SmallGroup, Hardnesses[0], Environment.ProcessorCount));
    }

    private static Span Form(EmbeddedClasses source, BatchOptions options) => Form(source, options, null, out _);

    private static Span Form(EmbeddedClasses source, BatchOptions options, int? batches, out MiningStatistics statistics)
    {
        var start = Span.Now;
        var miner = new BatchMiner(source.Items, options);
        var mined = miner.MineSteps(source.Embeddings, new StepRange(0, batches ?? miner.Plan.TotalSteps), source.Catalog);
        statistics = mined.Statistics;
        return Span.Now - start;
    }

    /// <summary>Normal rows, which are the catalog where there is one; an item is its class's row with noise of half its size.</summary>
    private static void WithSource(int classes, int dimensions, bool catalog, Action<EmbeddedClasses> use)
    {
        var folder = Directory.CreateTempSubdirectory("tercet-bench");
        try
        {
            var perClass = catalog ? 1 : 2;
            string itemPath = Path.Combine(folder.FullName, "items.npy"), catalogPath = Path.Combine(folder.FullName, "catalog.npy");
            Write(itemPath, catalogPath, classes, dimensions, perClass);
            using var items = EmbeddingFile.Open(itemPath);
            using var anchors = catalog ? EmbeddingFile.Open(catalogPath) : null;
            string[] labels = [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
            var table = new ItemTable([.. Enumerable.Range(0, perClass * classes).Select(i => labels[i / perClass])]);
            use(new EmbeddedClasses(new LabeledItems(table, catalog ? table : null), items, anchors));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(string itemPath, string catalogPath, int classes, int dimensions, int perClass)
    {
        using var items = new NpyWriter(itemPath, perClass * classes, dimensions);
        using var catalog = new NpyWriter(catalogPath, classes, dimensions);
        var stream = new Random(1);
        float[] centre = new float[dimensions], item = new float[dimensions];
        for (var c = 0; c < classes; c++)
        {
            for (var k = 0; k < dimensions; k++)
                centre[k] = Normal();
            catalog.WriteRow(c, centre);
            for (var i = 0; i < perClass; i++)
            {
                for (var k = 0; k < dimensions; k++)
                    item[k] = centre[k] + 0.5f * Normal();
                items.WriteRow(perClass * c + i, item);
            }
        }
        items.Complete();
        catalog.Complete();

        // Sums of three uniform numbers are near enough to a normal distribution.
        float Normal() => 2 * (stream.NextSingle() + stream.NextSingle() + stream.NextSingle() - 1.5f);
    }

    /// <summary>The second epoch of a small network's training on as many classes, of which images are noise.</summary>
    private static Span Train()
    {
        TorchLibrary.Load(Console.Error);
        set_num_threads(1);
        var shape = new ImageShape(1, Side, Side);
        var stream = new Random(1);
        float[] catalog = [.. Enumerable.Range(0, EpochClasses * shape.Length).Select(_ => stream.NextSingle())];
        var items = Array.ConvertAll(catalog, value => (value + stream.NextSingle()) / 2);
        var labels = new ItemTable([.. Enumerable.Range(0, EpochClasses).Select(i => $"c{i}")]);
        var set = new TrainingSet(
            new LabeledItems(labels, labels), EmbeddingMatrix.FromArray(items, shape.Length), EmbeddingMatrix.FromArray(catalog, shape.Length));
        using var encoder = new SmallCnn(shape, EpochDimensions);
        var mining = Options(ClassesPerBatch, 0.5, 1) with { Epochs = 2 };
        using var trainer = new EncoderTrainer(set, encoder, new TrainingOptions { Sequence = new BatchTraining { Options = mining } });
        trainer.TrainEpoch();
        var start = Span.Now;
        trainer.TrainEpoch();
        return Span.Now - start;
    }

    private sealed record EmbeddedClasses(LabeledItems Items, EmbeddingMatrix Embeddings, EmbeddingMatrix? Catalog);

    /// <summary>What the process has in memory, in bytes, from /proc: its own, and of files that are mapped (those of embeddings, and some 60 MiB of programs).</summary>
    private readonly record struct Memory(long Own, long Mapped, long All)
    {
        public static Memory Now
        {
            get
            {
                var lines = File.ReadAllLines("/proc/self/status");
                long Bytes(string name) =>
                    1024 * long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
                return new Memory(Bytes("RssAnon:") + Bytes("RssShmem:"), Bytes("RssFile:"), Bytes("VmRSS:"));
            }
        }

        /// <summary>The most of each while something is done, looked at every 20 ms.</summary>
        public static Memory PeakOf(Action action)
        {
            var peak = Now;
            using (new Timer(_ => peak = Most(peak, Now), null, 0, 20))
                action();
            return Most(peak, Now);
        }

        private static Memory Most(Memory a, Memory b) => new(Math.Max(a.Own, b.Own), Math.Max(a.Mapped, b.Mapped), Math.Max(a.All, b.All));
    }
}
