namespace Tercet.Tests.Sequences;

public sealed class MiningStatisticsTests
{
    [Fact]
    public void Counts_add_up_and_what_never_happened_is_not_listed()
    {
        var sum = MiningStatistics.Sum(
        [
            new MiningStatistics(10, 1, [new(2, "a", "since"), new(0, "b", "never")]),
            new MiningStatistics(20, 2, [new(3, "a", "since"), new(4, "a", "but")]),
            new MiningStatistics(30, 3),
        ]);
        Assert.Equal((60, 6, null), (sum.DistancesCompared, sum.ReferenceDistances, sum.PoolError));
        Assert.Equivalent(new SkippedCount[] { new(5, "a", "since"), new(4, "a", "but") }, sum.Skipped, strict: true);
    }

    [Fact]
    public void Pool_errors_are_weighted_by_their_samples()
    {
        var sum = MiningStatistics.Sum(
            [new(0, 0, null, new PoolError(100, 0.1, 0.3)), new(0, 0), new(0, 0, null, new PoolError(300, 0.2, 0.25))]);
        Assert.Equal((400, 0.3), (sum.PoolError!.Sampled, sum.PoolError.Largest));
        Assert.Equal(0.175, sum.PoolError.Mean, 1e-15);
    }

    [Fact]
    public void Nothing_adds_up_to_nothing()
    {
        var sum = MiningStatistics.Sum([]);
        Assert.Equal((0, 0, null), (sum.DistancesCompared, sum.ReferenceDistances, sum.PoolError));
        Assert.Empty(sum.Skipped);
    }
}
