using CsCheck;

namespace Tercet.Tests.Numerics;

/// <summary>
/// The stream that every published sequence depends on. The pinned values come from a separate implementation of
/// SplitMix64 and of the hash that starts it; that a change breaks them is the point.
/// </summary>
public sealed class RandomStreamTests
{
    [Fact]
    public void Draws_for_a_seed_never_change()
    {
        var stream = new RandomStream(42, RandomPurpose.Negative, 1, 1000);
        Assert.Equal(
            [0xa4940c90ddfe3f8c, 0xa05785cef5d232b5, 0xd59902670aa5d222, 0xf83ede2196e95e37],
            new[] { stream.Next(), stream.Next(), stream.Next(), stream.Next() });
        var least = new RandomStream(0, RandomPurpose.Coverage, 0, 0);
        Assert.Equal([0x7d3ed32edbff2631, 0x1cbc882613563621], new[] { least.Next(), least.Next() });
        var greatest = new RandomStream(ulong.MaxValue, RandomPurpose.Pool, 1, ulong.MaxValue);
        Assert.Equal([0x0e6c76b0ceb7fcea, 0xc59ea872b1517e77], new[] { greatest.Next(), greatest.Next() });
    }

    [Fact]
    public void What_is_made_of_draws_never_changes()
    {
        var bounded = new RandomStream(42, RandomPurpose.Negative, 1, 1000);
        Assert.Equal([1, 3, 8, 969, 1756261468], new[] { 2, 6, 10, 1000, int.MaxValue }.Select(bound => bounded.Next(bound)));
        var real = new RandomStream(42, RandomPurpose.Negative, 1, 1000);
        Assert.Equal(0.6428840497665015, real.NextDouble());
        var letters = "abcdefgh".ToCharArray();
        var shuffle = new RandomStream(42, RandomPurpose.Coverage, 0, 7);
        shuffle.Shuffle(letters.AsSpan());
        Assert.Equal("cfhdgaeb", new string(letters));
        var sample = new RandomStream(42, RandomPurpose.Pool, 0, 7);
        Assert.Equal([3, 4, 11, 14, 19], sample.Sample(20, 5));
    }

    [Fact]
    public void Every_seed_purpose_part_and_index_has_a_stream_of_its_own()
    {
        var firsts = new HashSet<ulong>();
        var streams = 0;
        ulong[] numbers = [.. Enumerable.Range(0, 12).Select(i => (ulong)i), 1UL << 32, 1UL << 63, ulong.MaxValue];
        foreach (var seed in numbers)
        {
            foreach (var purpose in Enum.GetValues<RandomPurpose>())
            {
                foreach (var part in new ulong[] { 0, 1 })
                {
                    foreach (var index in numbers)
                    {
                        var stream = new RandomStream(seed, purpose, part, index);
                        firsts.Add(stream.Next());
                        streams++;
                    }
                }
            }
        }
        Assert.Equal(streams, firsts.Count);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void Bounded_draws_are_uniform(int bound)
    {
        var stream = new RandomStream(1, RandomPurpose.Anchor, 0, 0);
        AssertUniform(Enumerable.Range(0, 1000 * bound).Select(_ => stream.Next(bound)), bound);
    }

    [Fact]
    public void Draws_below_a_bound_that_divides_nothing_are_uniform_over_its_thirds()
    {
        const int Bound = 2_000_000_000;
        var stream = new RandomStream(2, RandomPurpose.Anchor, 0, 0);
        AssertUniform(Enumerable.Range(0, 30_000).Select(_ => (int)(3L * stream.Next(Bound) / Bound)), 3);
    }

    [Fact]
    public void First_draws_of_streams_in_a_row_are_uniform_too() =>
        AssertUniform(
            Enumerable.Range(0, 10_000).Select(i => new RandomStream(0, RandomPurpose.Positive, 0, (ulong)i).Next(10)), 10);

    [Fact]
    public void Doubles_are_in_the_unit_interval_and_uniform()
    {
        var stream = new RandomStream(3, RandomPurpose.Anchor, 0, 0);
        var values = Enumerable.Range(0, 20_000).Select(_ => stream.NextDouble()).ToArray();
        Assert.All(values, value => Assert.InRange(value, 0, 1 - Math.Pow(2, -53)));
        AssertUniform(values.Select(value => (int)(20 * value)), 20);
    }

    [Fact]
    public void Every_order_of_four_is_as_likely()
    {
        var stream = new RandomStream(4, RandomPurpose.Coverage, 0, 0);
        AssertUniform(Enumerable.Range(0, 24_000).Select(_ =>
        {
            int[] order = [0, 1, 2, 3];
            stream.Shuffle(order.AsSpan());
            return order[0] * 6 + order[1..].Order().ToList().IndexOf(order[1]) * 2 + (order[2] < order[3] ? 0 : 1);
        }), 24);
    }

    [Fact]
    public void Every_pair_out_of_five_is_as_likely()
    {
        var stream = new RandomStream(5, RandomPurpose.Pool, 0, 0);
        string[] pairs = ["01", "02", "03", "04", "12", "13", "14", "23", "24", "34"];
        AssertUniform(Enumerable.Range(0, 10_000).Select(_ => Array.IndexOf(pairs, string.Concat(stream.Sample(5, 2)))), 10);
    }

    [Fact]
    public void A_sample_is_ascending_distinct_and_within_its_bound() =>
        (from bound in Gen.Int[1, 300] from count in Gen.Int[0, bound] from seed in Gen.ULong select (bound, count, seed)).Sample(
            t =>
            {
                var sample = new RandomStream(t.seed, RandomPurpose.Pool, 0, 0).Sample(t.bound, t.count);
                return sample.Length == t.count && sample.All(x => x >= 0 && x < t.bound)
                    && sample.Zip(sample.Skip(1)).All(pair => pair.First < pair.Second);
            },
            threads: 1);

    /// <summary>χ² at most its mean and ten standard deviations: a fair generator fails once in more than 10⁹ tries.</summary>
    private static void AssertUniform(IEnumerable<int> draws, int bound)
    {
        var counts = new int[bound];
        var total = 0;
        foreach (var draw in draws)
        {
            counts[draw]++;
            total++;
        }
        var expected = total / (double)bound;
        var square = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(square, 0, bound - 1 + 10 * Math.Sqrt(2 * (bound - 1)));
    }
}
