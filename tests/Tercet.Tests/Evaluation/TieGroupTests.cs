namespace Tercet.Tests.Evaluation;

public sealed class TieGroupTests
{
    [Fact]
    public void A_group_of_millions_overflows_nothing()
    {
        // With three of the class, none is among m of n with probability (n − m)(n − m − 1)(n − m − 2) / (n(n − 1)(n − 2)).
        const double N = 2_000_000, M = 300_000;
        var group = new TieGroup(Before: 10, RelevantBefore: 0, Size: (int)N, Relevant: 3);
        Assert.Equal(1 - (N - M) * (N - M - 1) * (N - M - 2) / (N * (N - 1) * (N - 2)), group.HitWithin((int)M + 10), 9);
        Assert.Equal(3 / N, group.HitWithin(11), 15);
        Assert.Equal(1, group.HitWithin(int.MaxValue));
    }

    [Fact]
    public void Places_before_the_group_are_none_of_its()
    {
        var group = new TieGroup(Before: 10, RelevantBefore: 4, Size: 5, Relevant: 5);
        Assert.Equal((0, 0, 0), (group.HitWithin(10), group.RelevantWithin(10), group.PrecisionWithin(10)));
        Assert.Equal((1, 2, 5.0 / 11 + 6.0 / 12), (group.HitWithin(12), group.RelevantWithin(12), group.PrecisionWithin(12)));
    }
}
