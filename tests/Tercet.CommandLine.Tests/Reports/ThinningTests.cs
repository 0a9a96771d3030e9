using CsCheck;
using Tercet.CommandLine.Reports;

namespace Tercet.CommandLine.Tests.Reports;

public class ThinningTests
{
    [Fact]
    public void Spread_takes_one_of_each_equal_run() =>
        Gen.Select(Gen.Int[1, 5_000], Gen.Int[1, 500]).Sample((count, most) =>
        {
            int[] chosen = Thinning.Spread(count, most);

            Assert.Equal(Math.Min(count, most), chosen.Length);
            for (int i = 0; i < chosen.Length; i++)
                Assert.InRange(chosen[i], (long)i * count / chosen.Length, (long)(i + 1) * count / chosen.Length);
            Assert.InRange(chosen[^1], 0, count - 1);
        });

    [Fact]
    public void Envelope_keeps_order_ends_and_extremes() =>
        Gen.Select(Gen.Double[0, 1].Array[1, 3_000], Gen.Int[1, 100]).Sample((values, runs) =>
        {
            int[] kept = Thinning.Envelope(values, runs);
            double[] line = Thinning.Pick(values, kept);

            Assert.Equal(kept.Order().Distinct(), kept);
            Assert.Equal((0, values.Length - 1), (kept[0], kept[^1]));
            Assert.Equal((values.Min(), values.Max()), (line.Min(), line.Max()));
            Assert.True(kept.Length <= runs * 4);
        });

    [Fact]
    public void A_trend_follows_a_curve_and_is_not_drawn_through_noise()
    {
        HardnessSeries run = Samples.Cyclic(7_000, 7);
        double[] noise = [.. Enumerable.Range(0, 7_000).Select(i => i * 7919 % 1000 / 1000.0)];

        Trend? trend = Trend.Of(run.Steps, run.Actual);

        Assert.NotNull(trend);
        Assert.InRange(trend.Values.Max(), 0.7, 0.85);
        Assert.Null(Trend.Of(run.Steps, noise));
    }
}
