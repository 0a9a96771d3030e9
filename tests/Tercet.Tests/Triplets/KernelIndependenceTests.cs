using Tercet.Search.Kernels;
using Tercet.Tests.Search.Kernels;
using Tercet.Tests.Sequences;

namespace Tercet.Tests.Triplets;

/// <summary>The kernel is chosen by the environment, which is the whole process's.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class KernelIndependenceTests : IDisposable
{
    private static readonly string[] Supported =
        [.. KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    private readonly string? _before = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);

    public void Dispose() => Request(_before);

    [Fact]
    public void A_kernel_that_is_not_there_is_refused_when_mining_starts()
    {
        Request("sse9");
        Assert.Throws<InvalidInputException>(() => Mine());
    }

    [Fact]
    public void All_kernels_mine_the_same_triplets()
    {
        MinedSequence<Triplet>? first = null;
        foreach (var name in Supported)
        {
            Request(name);
            var triplets = Mine();
            Assert.Equal(first ??= triplets, triplets);
        }
    }

    [Fact]
    public void All_kernels_keep_the_same_candidates_of_pairs_within_bounds()
    {
        MinedSequence<Triplet>? first = null;
        foreach (var name in Supported)
        {
            Request(name);
            var triplets = MinePairs();
            Assert.Equal(first ??= triplets, triplets);
            Assert.Equal(
                first.Statistics.Skipped.Select(skip => (skip.What, skip.Count)),
                triplets.Statistics.Skipped.Select(skip => (skip.What, skip.Count)));
        }
        Assert.True(first!.Count > 300, $"{first.Count} triplets");
    }

    /// <summary>Similarities that agree but for their last digits, with a bound that is one of them.</summary>
    private static MinedSequence<Triplet> MinePairs()
    {
        const int Queries = 40, Passages = 300, Dimensions = 37;
        var stream = new RandomStream(4, RandomPurpose.Pool, 0, 0);
        EmbeddingMatrix Near(int rows) => EmbeddingMatrix.FromArray(
            [.. Enumerable.Range(0, rows * Dimensions).Select(_ => (float)(1000 + stream.NextDouble()))], Dimensions);
        var items = LabeledItems.FromPairs(
            ItemTable.WithoutClasses([.. Enumerable.Range(0, Queries).Select(i => $"q{i}")]),
            ItemTable.WithoutClasses([.. Enumerable.Range(0, Passages).Select(i => $"p{i}")]),
            Enumerable.Range(0, 3 * Queries).Select(i => (i % Queries, i * 7 % Passages)));
        var options = new TripletOptions
        {
            TripletsPerEpoch = 200,
            Selector = NegativeSelector.LogRank,
            Negatives = 3,
            Spread = 5,
            SkipNearest = 0.05,
            Bounds = new() { MarginToPositive = 0, Against = PositiveReference.Mean, Ranks = new(4, 250) },
        };
        return new TripletMiner(items, options).MineAll(Near(Passages), Near(Queries));
    }

    private static MinedSequence<Triplet> Mine()
    {
        const int Items = 300, Dimensions = 37;
        var stream = new RandomStream(3, RandomPurpose.Pool, 0, 0);
        var values = new float[Items * Dimensions];
        foreach (ref var value in values.AsSpan())
            value = (float)(1000 + stream.NextDouble());
        var items = new LabeledItems([.. Enumerable.Range(0, Items).Select(i => i % 20)]);
        return new TripletMiner(items, new TripletOptions { TripletsPerEpoch = 200, Selector = NegativeSelector.LogRank })
            .MineAll(EmbeddingMatrix.FromArray(values, Dimensions));
    }

    private static void Request(string? name) => Environment.SetEnvironmentVariable(KernelTable.EnvironmentVariable, name);
}
