using System.Diagnostics;
using Tercet.Embeddings;
using Tercet.Search;

namespace Tercet.Bench;

internal static class SearchSpeed
{
    private const int Candidates = 65_536;

    public static void Run(int anchors, int thresholds)
    {
        foreach (var dimensions in (Environment.GetEnvironmentVariable("D") ?? "64,128,512,768,2048").Split(',').Select(int.Parse))
        {
            using var matrix = EmbeddingMatrix.FromArray(Generate(Candidates, dimensions), dimensions);
            int[] candidateRows = [.. Enumerable.Range(0, Candidates)];
            foreach (var threads in new[] { 1, Environment.ProcessorCount })
            {
                int[] rows = [.. Enumerable.Range(0, Math.Max(64, anchors * 128 / Math.Max(dimensions, 128)))];
                var best = double.MaxValue;
                long exact = 0;
                var cpu = double.MaxValue;
                for (var round = 0; round < 3; round++)
                {
                    var watch = Stopwatch.StartNew();
                    var cpu0 = Process.GetCurrentProcess().TotalProcessorTime;
                    var search = new DistanceSearch(matrix, rows, matrix, candidateRows, Distance.Euclidean, threads);
                    var built = watch.Elapsed.TotalSeconds;
                    search.Visit(rows, (i, row) =>
                    {
                        row.Exclude(rows[i]);
                        for (var t = 1; t <= thresholds; t++)
                        {
                            var h = 0.85 * t / thresholds;
                            var negative = row.NearestFrom(h * row.Nearest.Distance + (1 - h) * row.Farthest.Distance);
                            row.PlaceOf(negative);
                        }
                    }, CancellationToken.None);
                    cpu = Math.Min(cpu, (Process.GetCurrentProcess().TotalProcessorTime - cpu0).TotalSeconds);
                    best = Math.Min(best, watch.Elapsed.TotalSeconds);
                    exact = search.ReferenceDistances;
                }
                var pairs = (double)rows.Length * Candidates;
                Console.WriteLine($"D {dimensions,5} threads {threads} anchors {rows.Length}: {best * 1e9 * threads / pairs:0.000} ns, {2 * dimensions * pairs / best / 1e9:0.0} GFLOP/s, {100 * exact / pairs:0.0000} % float64; cpu {cpu * 1e9 / pairs:0.000} ns {2 * dimensions * pairs / cpu / 1e9:0.0}");
            }
        }
    }

    private static float[] Generate(int rows, int dimensions)
    {
        var stream = new Random(1);
        var result = new float[rows * dimensions];
        for (var i = 0; i < result.Length; i++)
            result[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - stream.NextDouble())) * Math.Cos(2 * Math.PI * stream.NextDouble()));
        return result;
    }
}
