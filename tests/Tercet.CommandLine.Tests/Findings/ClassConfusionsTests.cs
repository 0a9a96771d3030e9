using CsCheck;
using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Tests.Findings;

public class ClassConfusionsTests
{
    [Fact]
    public void Few_pairs_are_counted_exactly() => TripletSequences.Any.Sample(triplets =>
    {
        var confusions = Count(triplets, new ClassConfusions());
        var expected = triplets.GroupBy(triplet => (triplet.AnchorClass, triplet.NegativeClass))
            .Select(group => new ClassConfusion(
                group.Key.AnchorClass, group.Key.NegativeClass, group.Count(),
                group.Count(triplet => triplet.NegativeDistance < triplet.PositiveDistance),
                group.Average(triplet => triplet.NegativeDistance)))
            .OrderByDescending(pair => pair.Count).ThenBy(pair => pair.MeanDistance).ThenBy(pair => pair.AnchorClass)
            .ThenBy(pair => pair.NegativeClass).ToList();
        Assert.Equal(expected, confusions.Top(int.MaxValue));
        Assert.Equal(expected.Take(3), confusions.Top(3));
        Assert.Equal((triplets.Length, 0), (confusions.Added, confusions.MaxError));
    });

    [Fact]
    public void Of_many_pairs_counts_are_lower_bounds_within_their_error() =>
        Gen.Int[0, 60].Select(i => $"c{i * i % 47}").Array[0, 500].Sample(names =>
        {
            var confusions = new ClassConfusions(maxPairs: 10);
            foreach (var name in names)
                confusions.Add(name, "n", 1);
            Assert.InRange(confusions.Top(int.MaxValue).Count, 0, 10);
            foreach (var (name, times) in names.CountBy(name => name))
                Assert.InRange(confusions.CountOf(name, "n"), times - confusions.MaxError, times);
        });

    [Fact]
    public void Memory_is_bounded_and_the_frequent_pair_is_found()
    {
        var confusions = new ClassConfusions(maxPairs: 100);
        for (var i = 0; i < 100_000; i++)
            confusions.Add(i % 5 == 0 ? "often" : $"c{i}", "n", 0.5);
        var first = confusions.Top(1)[0];
        Assert.Equal("often", first.AnchorClass);
        Assert.InRange(first.Count, 20_000 - confusions.MaxError, 20_000);
        Assert.Equal(0.5, first.MeanDistance);
        Assert.InRange(confusions.MaxError, 1, 5_000);
    }

    private static ClassConfusions Count(IEnumerable<Triplet> triplets, ClassConfusions confusions)
    {
        foreach (var triplet in triplets)
            confusions.Add(triplet);
        return confusions;
    }
}
