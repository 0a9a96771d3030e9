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
