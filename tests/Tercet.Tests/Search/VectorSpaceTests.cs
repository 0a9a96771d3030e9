using Tercet.Search;
using Tercet.Search.Kernels;

namespace Tercet.Tests.Search;

public sealed unsafe class VectorSpaceTests
{
    public static TheoryData<string, Distance, int> Cases()
    {
        var cases = new TheoryData<string, Distance, int>();
        foreach (var style in Vectors.Styles)
        {
            foreach (var distance in Enum.GetValues<Distance>())
            {
                foreach (var dimensions in new[] { 1, 3, 17, 256, 257, 700 })
                    cases.Add(style, distance, dimensions);
            }
        }
        cases.Add("plain", Distance.Euclidean, EmbeddingMatrix.MaxDimensions);
        cases.Add("large common offset", Distance.Cosine, EmbeddingMatrix.MaxDimensions);
        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bound_holds_for_every_kernel(string style, Distance distance, int dimensions)
    {
        var rows = dimensions > 1000 ? 20 : 70;
        using var anchors = Vectors.Create(style, 13, dimensions, seed: 1);
        using var candidates = Vectors.Create(style, rows, dimensions, seed: 2);
        AssertBound(anchors, candidates, distance);
        AssertBound(candidates, candidates, distance);
    }

    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void The_bound_holds_where_anchors_are_far_from_all_candidates(Distance distance)
    {
        using var anchors = Vectors.Create("large common offset", 13, 33, seed: 1);
        using var candidates = Vectors.Create("plain", 70, 33, seed: 2);
        AssertBound(anchors, candidates, distance);
        AssertBound(candidates, anchors, distance);
    }

    /// <summary>The formula of docs/exactness.md, term by term.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(100, 101)]
    [InlineData(128, 129)]
    [InlineData(129, 130)]
    [InlineData(1000, 136)]
    [InlineData(EmbeddingMatrix.MaxDimensions, 640)]
    public void The_bound_is_the_proven_one(int dimensions, int roundings)
    {
        using var anchors = Vectors.Create("plain", 3, dimensions, seed: 1);
        using var candidates = Vectors.Create("plain", 5, dimensions, seed: 2);
        foreach (var distance in Enum.GetValues<Distance>())
        {
            var space = new VectorSpace(anchors, All(anchors), candidates, All(candidates), distance, threads: 1);
            var (u, u64) = (Math.Pow(2, -24), Math.Pow(2, -53));
            var (x, r, gamma) = (0.625, space.Radius, roundings * u / (1 - roundings * u));
            var scale = distance == Distance.Cosine ? Math.Sqrt(space.Proxy.Of(1) / 2) : 0;
            var f = distance == Distance.Cosine
                ? scale * (x + r) + Math.Max((x + r) * (x + r), scale * scale)
                : (x + r) * (x + r);
            var expected = 1.01 * (
                x * r * (2 * gamma + 4 * u) + u * (2 * (x * x + r * r) + (x + r) * (x + r)) + (8 * dimensions + 64) * u64 * f)
                + Math.Pow(2, -100);
            Assert.Equal(1, space.ErrorBound(x) / expected, 1e-12);
        }
    }

    private static void AssertBound(EmbeddingMatrix anchors, EmbeddingMatrix candidates, Distance distance)
    {
        var (anchorRows, candidateRows) = (All(anchors), All(candidates));
        var space = new VectorSpace(anchors, anchorRows, candidates, candidateRows, distance, threads: 2);
        var (a, b) = (new float[anchors.Dimensions], new float[anchors.Dimensions]);
        foreach (var kernel in KernelTable.All.Where(kernel => kernel.IsSupported))
        {
            foreach (var (anchor, candidate, computed, code) in Compute(kernel, space, anchors, candidates))
            {
                anchors.CopyRow(anchor, a);
                candidates.CopyRow(candidate, b);
                var reference = space.Proxy.Of(ReferenceDistance.Between(a, b, distance));
                var bound = space.ErrorBound(space.Measure(a).Length);
                Assert.True(double.IsFinite(bound));
                Assert.True(
                    Math.Abs(computed - reference) <= bound,
                    $"{kernel.Name}, {anchor} and {candidate}: {computed:R} for {reference:R}, a bound of {bound:R}");
                Assert.Equal(Codes(bound).Of(computed), code);
            }
        }
    }

    private static CodeScale Codes(double bound) => new(0.5f, 1.5f, bound);

    /// <summary>The float32 values and codes of all pairs, as DistanceSearch computes them.</summary>
    private static List<(int Anchor, int Candidate, float Value, short Code)> Compute(
        TileKernel kernel, VectorSpace space, EmbeddingMatrix anchors, EmbeddingMatrix candidates)
    {
        var values = new List<(int, int, float, short)>();
        using var block = new AnchorBlock(anchors, space, kernel, (anchors.Count + kernel.Rows - 1) / kernel.Rows * kernel.Rows);
        using var panel = new Panel(kernel.Columns, anchors.Dimensions);
        using var tile = new Tile(kernel, anchors.Dimensions);
        using var codes = new NativeBuffer<short>(kernel.Columns);
        block.Pack(All(anchors));
        for (var first = 0; first < candidates.Count; first += kernel.Columns)
        {
            var ids = Enumerable.Range(first, Math.Min(kernel.Columns, candidates.Count - first)).ToArray();
            panel.Pack(candidates, All(candidates), ids, space);
            for (var group = 0; group < block.Groups; group++)
            {
                tile.Multiply(block.PackedGroup(group), panel);
                for (var i = 0; i < block.AnchorsOf(group).Length; i++)
                {
                    var anchor = block[group * kernel.Rows + i];
                    panel.WriteCodes(tile.Row(i), anchor.Square, Codes(anchor.Bound), codes.Data);
                    for (var j = 0; j < ids.Length; j++)
                        values.Add((group * kernel.Rows + i, ids[j], panel.Value(tile.Row(i), anchor.Square, j), codes.Data[j]));
                }
            }
        }
        return values;
    }

    private static int[] All(EmbeddingMatrix matrix) => [.. Enumerable.Range(0, matrix.Count)];
}
