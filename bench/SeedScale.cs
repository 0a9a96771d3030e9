using System.Diagnostics;

namespace Tercet.Bench;

/// <summary>The seed-scale job, beside the loop that the method's published code runs.</summary>
internal static class SeedScale
{
    private const int Classes = 35_000, PerClass = 2, Items = Classes * PerClass, Triplets = 70_000, Cycles = 70, LoopTriplets = 40;

    public static void Run(int dimensions)
    {
        var values = Generate(dimensions);
        var items = new LabeledItems([.. Enumerable.Range(0, Items).Select(i => i / PerClass)]);
        var embeddings = EmbeddingMatrix.FromArray(values, dimensions);
        var options = new TripletOptions { TripletsPerEpoch = Triplets, Schedule = new HardnessSchedule { Cycles = Cycles } };

        Console.WriteLine($"{Classes:N0} classes, {Items:N0} items of {dimensions} dimensions, {Triplets:N0} triplets in {Cycles} cycles");
        var loop = TimeLoop(values, dimensions) / LoopTriplets * Triplets;
        Console.WriteLine($"  a loop over pairs for each triplet, one thread, from {LoopTriplets} triplets: {loop,10:N0} s");
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            var limit = FloatLimit.Measure(threads);
            var watch = Stopwatch.StartNew();
            var mined = new TripletMiner(items, options with { MaxDegreeOfParallelism = threads }).Mine(embeddings);
            var seconds = watch.Elapsed.TotalSeconds;
            limit = Math.Max(limit, FloatLimit.Measure(threads));
            var (pairs, exact) = (mined.Statistics.DistancesCompared, mined.Statistics.ReferenceDistances);
            var speed = 2e-9 * dimensions * pairs / seconds;
            Console.WriteLine(
                $"  Tercet, {threads} thread{(threads == 1 ? "" : "s")}, {mined.Count:N0} triplets: {seconds,10:N1} s   "
                + $"{seconds * 1e9 * threads / pairs:0.00} ns per pair and thread, {speed:0} GFLOP/s, {speed / limit:P0} of the limit of {limit:0}, "
                + $"{100.0 * exact / pairs:0.0000} % of pairs in float64, {loop / seconds:N0} times faster than the loop");
        }
    }

    private static float[] Generate(int width)
    {
        var stream = new Random(1);
        var result = new float[Items * width];
        for (var c = 0; c < Classes; c++)
        {
            for (var k = 0; k < width; k++)
            {
                var centre = Gaussian();
                for (var i = 0; i < PerClass; i++)
                    result[(c * PerClass + i) * width + k] = (float)(centre + 0.5 * Gaussian());
            }
        }
        return result;

        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - stream.NextDouble())) * Math.Cos(2 * Math.PI * stream.NextDouble());
    }

    // All distances of the anchor, their extremes, then the one nearest to the threshold: for every triplet again.
    private static double TimeLoop(float[] values, int dimensions)
    {
        var watch = Stopwatch.StartNew();
        var chosen = 0L;
        for (var t = 0; t < LoopTriplets; t++)
        {
            var distances = new double[Items];
            double min = double.MaxValue, max = 0;
            for (var j = 0; j < Items; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < dimensions; k++)
                {
                    double difference = values[t * PerClass * dimensions + k] - values[j * dimensions + k];
                    sum += difference * difference;
                }
                distances[j] = Math.Sqrt(sum);
                if (j / PerClass == t)
                    continue;
                min = Math.Min(min, distances[j]);
                max = Math.Max(max, distances[j]);
            }
            var threshold = 0.5 * min + 0.5 * max;
            var best = -1;
            for (var j = 0; j < Items; j++)
            {
                if (j / PerClass != t && distances[j] >= threshold && (best < 0 || distances[j] < distances[best]))
                    best = j;
            }
            chosen += best;
        }
        GC.KeepAlive(chosen);
        return watch.Elapsed.TotalSeconds;
    }
}
