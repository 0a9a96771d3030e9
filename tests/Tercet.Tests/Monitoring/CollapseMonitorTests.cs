namespace Tercet.Tests.Monitoring;

public class CollapseMonitorTests
{
    private const double Margin = 0.2;

    /// <summary>Before training: a network of three convolutions on rendered characters.</summary>
    private static readonly EmbeddingDispersion Start = new(0.206, 0.0183, 30.8);

    // Epochs as they were measured there, with the margin 0.2 on the squared distance.
    [Theory]
    [InlineData(0.200, 1.00, 0.022, 12.7, CollapseState.Collapsed)] // hardest negatives
    [InlineData(0.204, 1.00, 0.058, 1.4, CollapseState.Collapsed)]
    [InlineData(0.188, 0.97, 0.433, 1.3, CollapseState.Collapsed)] // spread, but along a line
    [InlineData(0.152, 0.81, 0.339, 1.6, CollapseState.AtRisk)]
    [InlineData(0.120, 0.71, 1.002, 7.9, CollapseState.Healthy)] // a constant hardness of 0.85, at first
    [InlineData(0.019, 0.15, 0.944, 7.0, CollapseState.Healthy)] // the sigmoid sequence, at last
    [InlineData(0.000, 0.00, 0.483, 9.1, CollapseState.Healthy)] // easiest: nothing is learned, but nothing collapses
    [InlineData(0.190, 1.00, 0.900, 9.0, CollapseState.AtRisk)] // all triplets with a loss prove nothing alone
    [InlineData(0.000, 0.00, 0.002, 9.0, CollapseState.Collapsed)] // one point, whatever the loss
    [InlineData(double.NaN, 1.00, 0.900, 9.0, CollapseState.AtRisk)]
    [InlineData(double.NaN, 1.00, double.NaN, double.NaN, CollapseState.Collapsed)]
    public void Judges_by_the_rule(double loss, double active, double meanDistance, double rank, CollapseState expected)
    {
        Assert.Equal(expected, new CollapseMonitor(Margin, Start).Judge(Metrics(loss, active, meanDistance, rank)));
    }

    [Theory]
    [InlineData(0.9, 1, 9, CollapseState.AtRisk)] // a loss plateau from nine tenths of the loss at collapse
    [InlineData(0.89999, 1, 9, CollapseState.Healthy)]
    [InlineData(0, 0.5, 9, CollapseState.AtRisk)] // contracted to half of the mean distance at the start
    [InlineData(0, 0.50001, 9, CollapseState.Healthy)]
    [InlineData(0, 1, 1.99999, CollapseState.AtRisk)] // an effective rank below 2
    [InlineData(0, 1, 2, CollapseState.Healthy)]
    [InlineData(0, 0.01, 9, CollapseState.Collapsed)] // a single point at a hundredth of the mean distance at the start
    [InlineData(0, 0.01001, 9, CollapseState.AtRisk)]
    public void Each_threshold_is_where_it_is_documented(double loss, double meanDistance, double rank, CollapseState expected)
    {
        Assert.Equal(
            expected, new CollapseMonitor(1, new EmbeddingDispersion(1, 0, 9)).Judge(Metrics(loss, 0.5, meanDistance, rank)));
    }

    [Fact]
    public void Dispersion_is_that_of_naive_loops()
    {
        var stream = new Random(3);
        const int count = 40, dimensions = 5;
        var values = new float[count * dimensions];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(1000 + (i % dimensions + 1) * stream.NextDouble());
        double Component(int row, int k) => values[row * dimensions + k];
        var distances =
            from i in Enumerable.Range(0, count)
            from j in Enumerable.Range(0, i)
            select Math.Sqrt(Enumerable.Range(0, dimensions).Sum(k => Math.Pow(Component(i, k) - Component(j, k), 2)));
        var means = Enumerable.Range(0, dimensions).Select(k => Enumerable.Range(0, count).Average(i => Component(i, k)))
            .ToArray();
        double Covariance(int k, int l) =>
            Enumerable.Range(0, count).Average(i => (Component(i, k) - means[k]) * (Component(i, l) - means[l]));
        var trace = Enumerable.Range(0, dimensions).Sum(k => Covariance(k, k));
        var squares = Enumerable.Range(0, dimensions).Sum(
            k => Enumerable.Range(0, dimensions).Sum(l => Math.Pow(Covariance(k, l), 2)));

        var spread = EmbeddingDispersion.Measure(EmbeddingMatrix.FromArray(values, dimensions));

        Assert.Equal(distances.Average(), spread.MeanDistance, 1e-9);
        Assert.Equal(Math.Sqrt(trace / dimensions), spread.Deviation, 1e-9);
        Assert.Equal(trace * trace / squares, spread.EffectiveRank, 1e-9);
    }

    [Fact]
    public void A_line_has_rank_1_and_a_point_0()
    {
        Assert.Equal(
            1, EmbeddingDispersion.Measure(EmbeddingMatrix.FromArray([0, 0, 1, 2, 2, 4, 5, 10], 2)).EffectiveRank, 1e-12);
        var point = EmbeddingDispersion.Measure(EmbeddingMatrix.FromArray([3, 4, 3, 4, 3, 4], 2));
        Assert.Equal((0, 0, 0), (point.MeanDistance, point.Deviation, point.EffectiveRank));
        Assert.Contains(
            "1 embedding.",
            Assert.Throws<InvalidInputException>(() => EmbeddingDispersion.Measure(EmbeddingMatrix.FromArray([3, 4], 2))).Message,
            StringComparison.Ordinal);
    }

    private static TrainingMetrics Metrics(double loss, double activeFraction, double meanDistance, double rank) => new()
    {
        Loss = loss,
        ActiveFraction = activeFraction,
        PositiveDistance = 0,
        NegativeDistance = 0,
        Dispersion = new EmbeddingDispersion(meanDistance, 0, rank),
    };
}
