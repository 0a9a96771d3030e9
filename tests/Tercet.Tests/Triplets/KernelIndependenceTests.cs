using Tercet.Search.Kernels;
using Tercet.Tests.Search.Kernels;

namespace Tercet.Tests.Triplets;

/// <summary>The kernel is chosen by the environment, which is the whole process's.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class KernelIndependenceTests : IDisposable
{
    private static readonly string[] Supported =
        [.. KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    private readonly string? _before = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);

    public void Dispose() => Ask(_before);

    [Fact]
    public void A_kernel_that_is_not_there_is_refused_when_mining_starts()
    {
        Ask("sse9");
        var miner = Miner();
        Assert.Throws<InvalidInputException>(() => miner.Mine(cancellationToken: TestContext.Current.CancellationToken).ToList());
    }

    [Fact]
    public void All_kernels_mine_the_same_triplets()
    {
        List<Triplet>? first = null;
        foreach (var name in Supported)
        {
            Ask(name);
            var triplets = Miner().Mine(cancellationToken: TestContext.Current.CancellationToken).ToList();
            Assert.Equal(first ??= triplets, triplets);
        }
    }

    private static TripletMiner Miner()
    {
        const int Items = 300, Dimensions = 37;
        var stream = new RandomStream(3, RandomPurpose.Pool, 0, 0);
        var values = new float[Items * Dimensions];
        foreach (ref var value in values.AsSpan())
            value = (float)(1000 + stream.NextDouble());
        var data = new Dataset(new ItemTable([.. Enumerable.Range(0, Items).Select(i => $"c{i % 20}")]));
        var options = new TripletOptions { Triplets = 200, Scale = Scale.LogRank };
        return new TripletMiner(new MiningSource(data, EmbeddingMatrix.FromArray(values, Dimensions)), options);
    }

    private static void Ask(string? name) => Environment.SetEnvironmentVariable(KernelTable.EnvironmentVariable, name);
}
