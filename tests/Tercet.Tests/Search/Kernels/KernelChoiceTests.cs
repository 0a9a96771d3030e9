using Tercet.Search.Kernels;

namespace Tercet.Tests.Search.Kernels;

/// <summary>The environment is the whole process's, so these run when no other test does.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Which kernel is taken.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class KernelChoiceTests : IDisposable
{
    private static readonly string[] Supported = [.. KernelTable.All.Where(kernel => kernel.IsSupported).Select(kernel => kernel.Name)];

    private readonly string? _before = Environment.GetEnvironmentVariable(KernelTable.EnvironmentVariable);

    public void Dispose() => Ask(_before);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_wish_the_widest_is_taken(string? wish)
    {
        Ask(wish);
        Assert.Equal(Supported[0], KernelTable.Select().Name);
    }

    [Fact]
    public void Any_that_the_processor_runs_can_be_asked_for()
    {
        foreach (var name in Supported)
        {
            Ask(name);
            Assert.Equal(name, KernelTable.Select().Name);
        }
    }

    [Theory]
    [InlineData("sse9")]
    [InlineData("Scalar")]
    [InlineData(" ")]
    public void One_that_is_not_there_is_refused_with_those_that_are(string wish)
    {
        Ask(wish);
        Assert.Equal(
            $"TERCET_KERNEL={wish}: no such kernel here. This processor runs {string.Join(", ", Supported)}; unset the variable to take the first.",
            Assert.Throws<InvalidInputException>(KernelTable.Select).Message);
    }

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
