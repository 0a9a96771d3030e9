using Tercet.Search;

namespace Tercet.Tests.Search;

/// <summary>
/// Rows of thousands of candidates against a full sort, their approximations off by anything up to the bound: the bisection
/// that finds a rank, and what is recomputed within the bound.
/// </summary>
public sealed unsafe class CandidateRowTests
{
    public static TheoryData<string, int, double, Distance> Cases()
    {
        var cases = new TheoryData<string, int, double, Distance>();
        foreach (var style in new[] { "uniform", "ties", "all equal", "two clusters", "huge offset", "geometric", "zeros" })
        {
            cases.Add(style, 5_000, 1e-7, Distance.Euclidean);
            cases.Add(style, 20_000, 1e-5, Distance.SquaredEuclidean);
            cases.Add(style, 3_000, 1e-2, Distance.Euclidean);
            cases.Add(style, 2_500, 3, Distance.SquaredEuclidean); // wider than the whole row: everything is recomputed in float64
        }
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Answers_are_those_of_a_full_sort(string style, int count, double bound, Distance distance)
    {
        var stream = new RandomStream(7, RandomPurpose.Pool, (ulong)distance, (ulong)count);
        var positions = Enumerable.Range(0, count).Select(i => Position(style, i, ref stream)).ToArray();
        using var matrix = EmbeddingMatrix.FromArray([0, .. positions], 1);
        var ids = Enumerable.Range(1, count).ToArray();
        using var values = new NativeBuffer<short>(count);
        var distances = Array.ConvertAll(
            positions, x => distance == Distance.Euclidean ? Math.Sqrt((double)x * x) : (double)x * x);
        var proxy = distance == Distance.Euclidean
            ? new DistanceProxy(1 / Math.Max(1e-30, distances.Max()), Squared: true)
            : new DistanceProxy(1 / Math.Max(1e-30, distances.Max()), Squared: false);
        var slack = bound - 1.0 / (1 << 24); // half a unit in the last place of a float32 up to 1, which rounding takes
        var approximations = new float[count];
        for (var i = 0; i < count; i++)
            approximations[i] = (float)(proxy.Of(distances[i]) + slack * (2 * stream.NextDouble() - 1) * (bound > 1 ? 0.1 : 1));
        var sample = approximations.Where((_, i) => i % 64 == 0).ToArray();
        var scale = new CodeScale(sample.Min(), sample.Max(), bound);
        for (var i = 0; i < count; i++)
            values.Data[i] = scale.Of(approximations[i]);
        var row = new CandidateRow(matrix, distance);
        row.Begin(matrix, 0, new CandidateSet(ids), values.Data, new CodeBounds(scale, proxy, bound));
        Check(row, distances, ref stream);
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("ties")]
    [InlineData("all equal")]
    [InlineData("two clusters")]
    [InlineData("huge offset")]
    [InlineData("geometric")]
    [InlineData("zeros")]
    public void A_row_computed_at_once_gives_the_same_answers_and_can_begin_again(string style)
    {
        var row = default(CandidateRow);
        var stream = new RandomStream(8, RandomPurpose.Pool, 0, 0);
        var positions = Enumerable.Range(0, 6000).Select(i => Position(style, i, ref stream)).ToArray();
        using var matrix = EmbeddingMatrix.FromArray([0, .. positions], 1);
        row = new CandidateRow(matrix, Distance.Euclidean);
        foreach (var count in new[] { 3000, 6000, 1 })
        {
            row.Begin(matrix, 0, [.. Enumerable.Range(1, count)]);
            Check(row, Array.ConvertAll(positions[..count], x => Math.Sqrt((double)x * x)), ref stream);
        }
    }

    private static float Position(string style, int i, ref RandomStream stream) => style switch
    {
        "uniform" => (float)stream.NextDouble(),
        "ties" => stream.Next(7) - 3,
        "all equal" => 0.1f,
        "two clusters" => (float)((i % 3 == 0 ? 1000 : 1) + 1e-3 * stream.NextDouble()),
        "huge offset" => 1e6f + stream.Next(16) / 16f,
        "geometric" => (float)Math.Pow(10, -30 * stream.NextDouble()),
        _ => 0,
    };

    private static void Check(CandidateRow row, double[] distances, ref RandomStream stream)
    {
        var present = new List<Neighbour>();
        for (var i = 0; i < distances.Length; i++)
        {
            if (distances.Length > 10 && stream.Next(10) == 0)
                row.Exclude(i);
            else
                present.Add(new Neighbour(i, distances[i]));
        }
        var sorted = present.OrderBy(n => n.Distance).ThenBy(n => n.Index).ToList();
        Assert.Equal(sorted.Count, row.Count);
        Assert.Equal(sorted[0], row.Nearest);
        Assert.Equal(sorted.First(n => n.Distance == sorted[^1].Distance), row.Farthest);
        int[] ranks =
        [
            0, 1, sorted.Count / 4, sorted.Count / 2, sorted.Count - 2, sorted.Count - 1, stream.Next(sorted.Count), stream.Next(
                sorted.Count),
        ];
        foreach (var rank in ranks.Where(rank => rank >= 0 && rank < sorted.Count))
        {
            Assert.Equal(sorted[rank], row.AtRank(rank));
            Assert.Equal(rank, row.RankOf(sorted[rank]));
            Assert.Equal(present[rank], row.AtOrdinal(rank));
            var at = sorted[rank].Distance;
            Assert.True(row.NearestWithTies(rank + 1).SequenceEqual(sorted.TakeWhile(n => n.Distance <= at).ToArray()));
            foreach (var threshold in new[] { at, Math.BitIncrement(at), Math.BitDecrement(at), at * 1.001, at / 2 })
            {
                Assert.Equal(First(sorted, n => n.Distance >= threshold), row.NearestFrom(threshold));
                Assert.Equal(First(sorted, n => n.Distance > threshold), row.NearestFrom(0, strictlyBeyond: threshold));
                Assert.Equal(
                    First(sorted, n => n.Distance >= threshold && n.Distance > at),
                    row.NearestFrom(threshold, strictlyBeyond: at));
            }
        }
        foreach (var (rank, count) in new[] { (0, 3), (sorted.Count / 3, sorted.Count / 2), (sorted.Count - 2, 2), (0, sorted.Count) })
        {
            if (rank >= 0 && count > 0 && rank + count <= sorted.Count)
                Assert.True(row.AtRanks(rank, count).SequenceEqual(sorted.GetRange(rank, count).ToArray()));
        }
        row.ExcludeNearest(0);
        row.ExcludeNearest(sorted.Count / 5);
        sorted.RemoveRange(0, sorted.Count / 5);
        Assert.Equal(sorted.Select(n => n.Index).Order(), Enumerable.Range(0, distances.Length).Where(row.Contains));
        Assert.Equal(sorted.Count, row.Count);
        var limit = sorted[sorted.Count / 3].Distance;
        row.ExcludeNearerThan(limit);
        Assert.Equal(
            sorted.Where(n => n.Distance >= limit).Select(n => n.Index).Order(),
            Enumerable.Range(0, distances.Length).Where(row.Contains));
        Assert.Equal(sorted.First(n => n.Distance >= limit), row.Nearest);
        row.ExcludeNearest(row.Count + 1);
        Assert.Equal(0, row.Count);
        row.ExcludeNearerThan(double.MaxValue);
        Assert.Equal(0, row.Count);
    }

    private static Neighbour First(List<Neighbour> sorted, Func<Neighbour, bool> qualifies)
    {
        foreach (var neighbour in sorted)
        {
            if (qualifies(neighbour))
                return neighbour;
        }
        return sorted.First(n => n.Distance == sorted[^1].Distance);
    }
}
