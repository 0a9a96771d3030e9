using System.Diagnostics;

namespace Tercet.Bench;

/// <summary>Nanoseconds a pair of the search with libtorch, on random data.</summary>
internal static class TorchSpeed
{
    private const int Candidates = 65_536, Anchors = 1024;

    private const double Hardness = 0.5;

    public static void Run()
    {
        foreach (var dimensions in new[] { 64, 128, 512, 768, 2048 })
        {
            var (candidates, anchors) = (Generate(Candidates * dimensions, 1), Generate(Anchors * dimensions, 2));
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            {
                foreach (var tuned in new[] { false, true })
                {
                    using var search = new TorchSearch(candidates, dimensions, threads, tuned);
                    search.Find(anchors, Hardness);
                    var watch = Stopwatch.StartNew();
                    var sum = search.Find(anchors, Hardness).Sum(i => (long)i);
                    var nanoseconds = watch.Elapsed.TotalNanoseconds / Anchors / Candidates;
                    Console.WriteLine(
                        $"  {dimensions,4} dimensions, {threads} threads, {(tuned ? "tuned" : "plain")}: "
                        + $"{nanoseconds,7:0.00} ns a pair, {2 * dimensions / nanoseconds,4:0} GFLOP/s, checksum {sum}");
                }
            }
        }
    }

    private static float[] Generate(int length, int seed)
    {
        var stream = new Random(seed);
        var result = new float[length];
        foreach (ref var value in result.AsSpan())
            value = stream.NextSingle();
        return result;
    }
}
