using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Tests.Findings;

public class BatchCollectorTests
{
    [Fact]
    public void Members_are_compared_with_the_seed_class_of_their_group()
    {
        var collector = new BatchCollector(NegativeSelector.Range.Identity);
        collector.Add(new Batch(0, 0, 0, 0, 0.5,
        [
            Seed(0, "a"), Seed(0, "a"), Member(0, "b", 0.3, 0.9), Member(0, "b", 0.3, 0.9), Member(0, "c", 0.8, 0.2),
            Seed(1, "d"), Member(1, "e", 0.1, 1),
        ]));
        collector.Add(new Batch(1, 0, 0, 0, 0.5, [Seed(0, "e"), Member(0, "d", 0.2, 1)]));

        Assert.Equal(4, collector.Distances.Count(0));
        Assert.Equal((4, (0.4 + 0.3 + 0.5 + 0.5) / 4), (collector.Fit.Compared, collector.Fit.MeanError!.Value), Close);
        Assert.Equal([("d", "e"), ("a", "b"), ("a", "c")], collector.Hardest.Select(pair => (pair.Seed.Class, pair.Member.Class)));
        Assert.Equal(
            [("d", "e", 1L), ("e", "d", 1), ("a", "b", 1)],
            collector.Confusions.Top(9).Select(pair => (pair.AnchorClass, pair.NegativeClass, pair.Count)));
        Assert.Equal(3, collector.Bands.Sum(band => band.Items.Count));
        Assert.Equal("a b c", string.Join(' ', collector.Bands[0].Items[0].Classes.Select(item => item.Class)));
    }

    private static bool Close((long, double) a, (long, double) b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-12;

    private static BatchItem Seed(int group, string label) => new(group, ItemRole.Item, 0, label, null, null);

    private static BatchItem Member(int group, string label, double distance, double hardness) =>
        new(group, ItemRole.Item, 1, label, distance, hardness);
}
