using System.Collections.Concurrent;
using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search;

public sealed class DistanceSearchTests
{
    private static readonly TileKernel Kernel = KernelTable.Select();

    public static TheoryData<int, int> Shapes()
    {
        int[] anchors = [1, Kernel.Rows - 1, Kernel.Rows, Kernel.Rows + 1, 3 * Kernel.Rows + 1];
        int[] candidates =
        [
            1, 2, Kernel.Columns - 1, Kernel.Columns, Kernel.Columns + 1,
            16 * Kernel.Columns - 1, 16 * Kernel.Columns, 16 * Kernel.Columns + 1,
        ];
        var shapes = new TheoryData<int, int>();
        foreach (var a in anchors)
        {
            foreach (var c in candidates)
                shapes.Add(a, c);
        }
        shapes.Add(511, 40);
        shapes.Add(512, 40);
        shapes.Add(513, 40);
        shapes.Add(1300, 5);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rows_are_whole_at_the_edges_of_groups_panels_and_blocks(int anchors, int candidates) =>
        Check("small integers", anchors, candidates, dimensions: 5, Distance.Euclidean, threads: 2);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Ill_conditioned_vectors_of_awkward_depth_have_their_ranks_on_any_number_of_threads(int threads)
    {
        foreach (var style in Vectors.Styles)
        {
            foreach (var distance in Enum.GetValues<Distance>())
                Check(style, 15, 90, dimensions: 257, distance, threads);
        }
    }

    [Fact]
    public void More_candidates_than_fit_the_code_budget_are_compared_in_smaller_blocks() =>
        Check("plain", 40, 600_000, dimensions: 2, Distance.SquaredEuclidean, threads: 2, rank: false);

    private static void Check(
        string style, int anchorCount, int candidateCount, int dimensions, Distance distance, int threads, bool rank = true)
    {
        using var anchors = Vectors.Create(style, anchorCount + 2, dimensions, seed: 4);
        using var candidates = Vectors.Create(style, 2 * candidateCount, dimensions, seed: 5);
        int[] anchorRows = [.. Enumerable.Range(2, anchorCount)];
        int[] candidateRows = [.. Enumerable.Range(0, candidateCount).Select(i => 2 * i + 1)];
        var search = new DistanceSearch(anchors, anchorRows, candidates, candidateRows, distance, threads);
        var faults = new ConcurrentBag<string>();
        var visits = new int[anchorCount];
        search.Visit(anchorRows, (i, row) =>
        {
            Interlocked.Increment(ref visits[i]);
            var expected = Sorted(anchors, anchorRows[i], candidates, candidateRows, distance);
            var ranks = rank ? new[] { 0, candidateCount / 2, candidateCount - 1 } : [];
            if (row.Count != candidateCount || row.Nearest != expected[0] || row.Farthest.Distance != expected[^1].Distance
                || ranks.Any(at => row.AtRank(at) != expected[at] || row.RankOf(expected[at]) != at))
                faults.Add($"{style}, {distance}: anchor {i} of {anchorCount} among {candidateCount}");
        }, TestContext.Current.CancellationToken);
        Assert.Empty(faults);
        Assert.All(visits, count => Assert.Equal(1, count));
    }

    private static Neighbour[] Sorted(
        EmbeddingMatrix anchors, int anchor, EmbeddingMatrix candidates, int[] rows, Distance distance)
    {
        var (a, b) = (new float[anchors.Dimensions], new float[anchors.Dimensions]);
        anchors.CopyRow(anchor, a);
        var neighbours = new Neighbour[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            candidates.CopyRow(rows[i], b);
            neighbours[i] = new Neighbour(i, ReferenceDistance.Between(a, b, distance));
        }
        Array.Sort(neighbours, (x, y) => x.ComesBefore(y) ? -1 : y.ComesBefore(x) ? 1 : 0);
        return neighbours;
    }
}
