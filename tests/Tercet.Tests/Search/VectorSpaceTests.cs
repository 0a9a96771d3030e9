using Tercet.Embeddings;
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

    private static void AssertBound(EmbeddingMatrix anchors, EmbeddingMatrix candidates, Distance distance)
    {
        var (anchorRows, candidateRows) = (All(anchors), All(candidates));
        var space = new VectorSpace(anchors, anchorRows, candidates, candidateRows, distance);
        Assert.True(double.IsFinite(space.ErrorBound));
        var (a, b) = (new float[anchors.Dimensions], new float[anchors.Dimensions]);
        foreach (var kernel in KernelTable.All.Where(kernel => kernel.IsSupported))
        {
            foreach (var (anchor, candidate, computed) in Compute(kernel, space, anchors, candidates))
            {
                anchors.CopyRow(anchor, a);
                candidates.CopyRow(candidate, b);
                var reference = space.Proxy.Of(ReferenceDistance.Between(a, b, distance));
                Assert.True(
                    Math.Abs(computed - reference) <= space.ErrorBound,
                    $"{kernel.Name}, {anchor} and {candidate}: {computed:R} for {reference:R}, a bound of {space.ErrorBound:R}");
            }
        }
    }

    /// <summary>The float32 values of all pairs, as DistanceSearch computes them.</summary>
    private static List<(int Anchor, int Candidate, float Value)> Compute(
        TileKernel kernel, VectorSpace space, EmbeddingMatrix anchors, EmbeddingMatrix candidates)
    {
        var depth = anchors.Dimensions;
        var values = new List<(int, int, float)>();
        using var panel = new Panel(kernel.Columns, kernel.Rows, depth);
        using var packed = new NativeBuffer((long)kernel.Rows * depth);
        using var line = new NativeBuffer(kernel.Columns);
        var (source, row) = (new float[depth], new float[depth]);
        var squares = new float[kernel.Rows];
        for (var group = 0; group < anchors.Count; group += kernel.Rows)
        {
            var inGroup = Math.Min(kernel.Rows, anchors.Count - group);
            new Span<float>(packed.Data, kernel.Rows * depth).Clear();
            for (var i = 0; i < inGroup; i++)
            {
                anchors.CopyRow(group + i, source);
                squares[i] = space.Transform(source, row);
                for (var k = 0; k < depth; k++)
                    packed.Data[k * kernel.Rows + i] = row[k];
            }
            for (var first = 0; first < candidates.Count; first += kernel.Columns)
            {
                var ids = Enumerable.Range(first, Math.Min(kernel.Columns, candidates.Count - first)).ToArray();
                panel.Pack(candidates, ids, space);
                for (var k = 0; k < depth; k += VectorSpace.DepthBlock)
                {
                    kernel.Multiply(
                        Math.Min(VectorSpace.DepthBlock, depth - k), packed.Data + k * kernel.Rows, panel.Packed + k * kernel.Columns, panel.Sums, k > 0);
                }
                for (var i = 0; i < inGroup; i++)
                {
                    panel.WriteSquaredDistances(i, squares[i], line.Data);
                    for (var j = 0; j < ids.Length; j++)
                        values.Add((group + i, ids[j], line.Data[j]));
                }
            }
        }
        return values;
    }

    private static int[] All(EmbeddingMatrix matrix) => [.. Enumerable.Range(0, matrix.Count)];
}
