using System.Diagnostics;
using System.Globalization;
using Tercet.Search;

namespace Tercet.Bench;

/// <summary>Time and own memory (anonymous pages, from /proc) of the search as the number of candidates grows, the anchors being the same.</summary>
internal static class SearchGrowth
{
    private const int Dimensions = 512, Anchors = 960, Rounds = 3;

    private static readonly int[] Sizes = [65_536, 250_000, 1_000_000];

    public static void Run()
    {
        var folder = Directory.CreateTempSubdirectory("tercet-bench");
        try
        {
            foreach (var size in Sizes)
            {
                var path = Path.Combine(folder.FullName, "matrix.npy");
                Write(path, size);
                using var matrix = EmbeddingFile.Open(path);
                if (size == Sizes[0])
                    Measure(matrix, print: false); // until the code is compiled for speed
                Measure(matrix, print: true);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(EmbeddingMatrix matrix, bool print)
    {
        int[] rows = [.. Enumerable.Range(0, Anchors)];
        var seconds = double.MaxValue;
        GC.Collect();
        long before = Anonymous(), most = 0;
        using (new Timer(_ => most = Math.Max(most, Anonymous()), null, 0, 20))
        {
            for (var round = 0; round < Rounds; round++)
            {
                var watch = Stopwatch.StartNew();
                var search = new DistanceSearch(matrix, rows, matrix, [.. Enumerable.Range(0, matrix.Count)], Distance.Euclidean, Environment.ProcessorCount);
                search.Visit(rows, (_, row) => row.RankOf(row.NearestFrom((row.Nearest.Distance + row.Farthest.Distance) / 2)), CancellationToken.None);
                seconds = Math.Min(seconds, watch.Elapsed.TotalSeconds);
            }
        }
        if (print)
            Console.WriteLine($"  {matrix.Count,9:N0} candidates of {Dimensions}: {seconds,6:0.00} s, {seconds * 1e9 / matrix.Count / Anchors:0.00} ns a pair; memory {before >> 20} MiB before, {(most - before) >> 20} MiB more at the most");
    }

    private static long Anonymous()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static void Write(string path, int rows)
    {
        using var writer = new NpyWriter(path, rows, Dimensions);
        var stream = new Random(1);
        var row = new float[Dimensions];
        for (var i = 0; i < rows; i++)
        {
            // Sums of three uniform numbers are near enough to a normal distribution.
            foreach (ref var value in row.AsSpan())
                value = stream.NextSingle() + stream.NextSingle() + stream.NextSingle() - 1.5f;
            writer.WriteRow(i, row);
        }
        writer.Complete();
    }
}
