using Tercet.Search;
using Tercet.Tests.Search.Kernels;

namespace Tercet.Tests.Search;

/// <summary>What a search allocates per candidate; counted for the whole process, so it runs alone.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SearchAllocationTests
{
    private const int Dimensions = 64;

    /// <summary>More than one block of anchors, so that candidates are read several times.</summary>
    private const int Anchors = 1100;

    /// <summary>
    /// What a search keeps of a candidate: its reference distance, its squared length in float64 and in float32, its factor for
    /// the cosine distance; and half a word to spare.
    /// </summary>
    private const int BytesKept = 8 + 8 + 4 + 8 + 4;

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Reading_candidates_allocates_nothing(Distance distance) =>
        Assert.InRange(BytesPerCandidate(distance, allocates: false), 0, BytesKept);

    [Fact]
    public void Rows_that_allocate_when_they_are_read_are_noticed() =>
        Assert.True(BytesPerCandidate(Distance.Euclidean, allocates: true) > 2 * sizeof(float) * Dimensions);

    private static double BytesPerCandidate(Distance distance, bool allocates)
    {
        const int Few = 2000, Many = 4 * Few;
        Allocated(Few, distance, allocates); // what is allocated once per process
        return (double)(Allocated(Many, distance, allocates) - Allocated(Few, distance, allocates)) / (Many - Few);
    }

    private static long Allocated(int candidates, Distance distance, bool allocates)
    {
        using var matrix = new EmbeddingMatrix(new CopiedRows(candidates, allocates));
        int[] anchorRows = [.. Enumerable.Range(0, Anchors)];
        int[] candidateRows = [.. Enumerable.Range(0, candidates)];
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var search = new DistanceSearch(matrix, anchorRows, matrix, candidateRows, distance, threads: 1);
        search.Visit(
            anchorRows,
            (anchor, row) =>
            {
                row.Exclude(anchor);
                var middle = row.NearestFrom((row.Nearest.Distance + row.Farthest.Distance) / 2);
                Assert.InRange(row.RankOf(middle), 0, candidates - 2);
            },
            TestContext.Current.CancellationToken, inOrder: true);
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Rows not in memory as float32, like those of a cache or a float16 file: each read fills the buffer.</summary>
    private sealed class CopiedRows(int count, bool allocates) : IEmbeddingRows
    {
        public string Name => "copied";

        public int Count => count;

        public int Dimensions => SearchAllocationTests.Dimensions;

        public ReadOnlySpan<float> Read(int row, int start, Span<float> buffer)
        {
            var target = allocates ? new float[buffer.Length] : buffer;
            for (var i = 0; i < target.Length; i++)
                target[i] = 1 + ((uint)(row * Dimensions + start + i) * 2654435761u >> 8) / (float)(1 << 24);
            return target;
        }
    }
}
