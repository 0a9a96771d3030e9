using System.Diagnostics;
using System.Numerics.Tensors;
using Tercet.Search;

namespace Tercet.Bench;

/// <summary>
/// For each anchor the nearest, the farthest, and the nearest candidate beyond thresholds between them: by the shipped search,
/// beside what one would write instead, and the processor's limit. All in one run, in turn; the best of a few rounds each.
/// </summary>
internal static class SearchSpeed
{
    private const int Candidates = 65_536, Rounds = 3, SlowAnchors = 2, TorchAnchors = 1024;

    private static readonly int[] All = [64, 128, 512, 768, 2048];

    public static void Run(int[] asked)
    {
        foreach (var dimensions in asked.Length > 0 ? asked : All)
        {
            var values = Random(Candidates * dimensions);
            using var matrix = EmbeddingMatrix.FromArray(values, dimensions);
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
                Compare(values, matrix, dimensions, threads);
        }
    }

    private static void Compare(float[] values, EmbeddingMatrix matrix, int dimensions, int threads)
    {
        // A whole number of blocks of anchors, about two seconds of work.
        var anchors = 1008 * Math.Max(1, 1024 * threads / dimensions);
        var torchAnchors = values[..(TorchAnchors * dimensions)];
        using var plain = new TorchSearch(values, dimensions, threads, tuned: false);
        using var tuned = new TorchSearch(values, dimensions, threads, tuned: true);
        long exact = 0;
        (string Name, int Anchors, Action Work)[] contenders =
        [
            ("the original's loop over pairs", SlowAnchors * threads, () => Each(SlowAnchors * threads, threads, i => Loop(values, dimensions, i, SquaredDistance))),
            ("TensorPrimitives.Distance", 4 * SlowAnchors * threads, () => Each(4 * SlowAnchors * threads, threads, i => Loop(values, dimensions, i, (a, b) => TensorPrimitives.Distance(a, b)))),
            ("libtorch: product, where, argmin", TorchAnchors, () => plain.Find(torchAnchors, 0.5)),
            ("libtorch, in place", TorchAnchors, () => tuned.Find(torchAnchors, 0.5)),
            ("Tercet, 1 threshold", anchors, () => exact = Search(matrix, anchors, threads, 1)),
            ("Tercet, 20 thresholds", anchors, () => Search(matrix, anchors, threads, 20)),
        ];
        var limit = 0.0;
        var seconds = new double[contenders.Length];
        Array.Fill(seconds, double.MaxValue);
        for (var round = 0; round <= Rounds; round++)
        {
            limit = Math.Max(limit, FloatLimit.Measure(threads));
            for (var i = 0; i < contenders.Length; i++)
            {
                var watch = Stopwatch.StartNew();
                contenders[i].Work();
                if (round > 0)
                    seconds[i] = Math.Min(seconds[i], watch.Elapsed.TotalSeconds);
            }
        }
        var ours = PerPair(4);
        Console.WriteLine($"{dimensions} dimensions, {threads} thread{(threads == 1 ? "" : "s")}; limit {limit:0} GFLOP/s; {100.0 * exact / anchors / Candidates:0.0000} % of pairs in float64");
        for (var i = 0; i < contenders.Length; i++)
        {
            var time = PerPair(i);
            Console.WriteLine($"  {contenders[i].Name,-34} {time,9:0.00} ns a pair {2 * dimensions / time,7:0.0} GFLOP/s {200 * dimensions / time / limit,6:0.0} % of the limit {time / ours,8:0.00} times Tercet's");
        }

        double PerPair(int i) => seconds[i] * 1e9 / contenders[i].Anchors / Candidates;
    }

    private static long Search(EmbeddingMatrix matrix, int anchors, int threads, int thresholds)
    {
        int[] rows = [.. Enumerable.Range(0, anchors).Select(i => i % Candidates)];
        var search = new DistanceSearch(matrix, rows, matrix, [.. Enumerable.Range(0, Candidates)], Distance.Euclidean, threads);
        search.Visit(rows, (i, row) =>
        {
            row.Exclude(rows[i]);
            for (var t = 1; t <= thresholds; t++)
            {
                var h = (double)t / (thresholds + 1);
                row.RankOf(row.NearestFrom(h * row.Nearest.Distance + (1 - h) * row.Farthest.Distance));
            }
        }, CancellationToken.None);
        return search.ReferenceDistances;
    }

    private delegate float PairDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

    private static float SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var k = 0; k < a.Length; k++)
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }

    private static int Loop(float[] values, int dimensions, int anchor, PairDistance distance)
    {
        var distances = new float[Candidates];
        for (var j = 0; j < Candidates; j++)
            distances[j] = distance(values.AsSpan(anchor * dimensions, dimensions), values.AsSpan(j * dimensions, dimensions));
        var threshold = (TensorPrimitives.Min<float>(distances) + TensorPrimitives.Max<float>(distances)) / 2;
        var best = 0;
        for (var j = 0; j < Candidates; j++)
        {
            if (distances[j] >= threshold && (distances[best] < threshold || distances[j] < distances[best]))
                best = j;
        }
        return best;
    }

    private static void Each(int count, int threads, Action<int> work) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);

    private static float[] Random(int length)
    {
        var stream = new Random(1);
        var result = new float[length];
        foreach (ref var value in result.AsSpan())
            value = (float)(Math.Sqrt(-2 * Math.Log(1 - stream.NextDouble())) * Math.Cos(2 * Math.PI * stream.NextDouble()));
        return result;
    }
}
