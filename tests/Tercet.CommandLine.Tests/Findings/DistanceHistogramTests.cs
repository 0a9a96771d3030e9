using CsCheck;
using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Tests.Findings;

public class DistanceHistogramTests
{
    private static readonly Gen<double[]> Distances =
        Gen.Frequency((8, Gen.Double[0, 2]), (1, Gen.Const(0.0)), (1, Gen.Double[0, 1e6]), (1, Gen.Double[0, 1e-6])).Array[1, 100];

    [Fact]
    public void Every_distance_is_in_the_bar_that_contains_it() => Distances.Sample(distances =>
    {
        var bars = Of(distances).ToBars(40);
        Assert.InRange(bars.Counts[0].Length, 1, 40);
        for (var i = 0; i < bars.Counts[0].Length; i++)
        {
            double from = bars.Start + i * bars.Width, to = from + bars.Width;
            Assert.Equal(distances.Count(distance => distance >= from && distance < to), bars.Counts[0][i]);
        }
    });

    [Fact]
    public void The_order_of_distances_does_not_matter() => Distances.Sample(distances =>
    {
        var (bars, reversed) = (Of(distances).ToBars(40), Of(distances.Reverse()).ToBars(40));
        Assert.Equal((bars.Start, bars.Width), (reversed.Start, reversed.Width));
        Assert.Equal(bars.Counts[0], reversed.Counts[0]);
    });

    [Fact]
    public void Kinds_are_counted_apart_in_the_same_bars()
    {
        var histogram = new DistanceHistogram(2);
        histogram.Add(0, 0.25);
        histogram.Add(1, 0.5);
        histogram.Add(1, 0.75);
        Assert.Equal((1, 2, 0.25, 0.625), (histogram.Count(0), histogram.Count(1), histogram.Mean(0), histogram.Mean(1)));
        var bars = histogram.ToBars(2);
        Assert.Equal([1L, 0], bars.Counts[0]);
        Assert.Equal(2, bars.Counts[1].Sum());
    }

    [Fact]
    public void Distances_of_0_have_a_bar()
    {
        var bars = Of([0, 0, -1e-17]).ToBars(40);
        Assert.Equal((0, 3), (bars.Start, bars.Counts[0].Single()));
    }

    private static DistanceHistogram Of(IEnumerable<double> distances)
    {
        var histogram = new DistanceHistogram(1);
        foreach (var distance in distances)
            histogram.Add(0, distance);
        return histogram;
    }
}
