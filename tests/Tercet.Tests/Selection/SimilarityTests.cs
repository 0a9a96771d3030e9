using CsCheck;

namespace Tercet.Tests.Selection;

public sealed class SimilarityTests
{
    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Exactly_the_doubles_below_the_least_distance_exceed_the_bound(Distance distance)
    {
        var plain = Gen.OneOf(Gen.Double[-3, 3], Gen.Double[-1e300, 1e300], Gens.OneOf(0.0, -0.0, 1, -1, 2, -2, 0.5, double.Epsilon));
        var atDistance = Gen.OneOf(Gen.Double[0, 2], Gen.Double[0, 1e-15], Gen.Int[0, 9].Select(d => (double)d))
            .Select(d => Similarity.At(d, distance));
        Gen.OneOf(plain, atDistance, atDistance.Select(Math.BitIncrement), atDistance.Select(Math.BitDecrement)).Sample(bound =>
        {
            var least = Similarity.LeastDistance(bound, distance);
            Assert.True(Similarity.At(least, distance) <= bound);
            Assert.True(least >= 0);
            if (least > 0)
                Assert.True(Similarity.At(Math.BitDecrement(least), distance) > bound);
        }, iter: 3000, threads: 1);
    }

    [Fact]
    public void No_distance_has_a_similarity_of_minus_infinity_at_most() =>
        Assert.All(
            Enum.GetValues<Distance>(),
            distance => Assert.Equal(double.PositiveInfinity, Similarity.LeastDistance(double.NegativeInfinity, distance)));

    [Fact]
    public void Similarity_is_the_cosine_or_minus_the_distance()
    {
        Assert.Equal(0.75, Similarity.At(0.25, Distance.Cosine));
        Assert.Equal(-0.25, Similarity.At(0.25, Distance.Euclidean));
        Assert.Equal(-0.25, Similarity.At(0.25, Distance.SquaredEuclidean));
    }
}
