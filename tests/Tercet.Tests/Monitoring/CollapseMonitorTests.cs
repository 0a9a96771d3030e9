namespace Tercet.Tests.Monitoring;

public class CollapseMonitorTests
{
    private const double Chance = 0.01;

    /// <summary>Before training: Recall@1 of 0.4 above chance, a mean pairwise distance of 1.</summary>
    private static CollapseMonitor Monitor(double startRecall = 0.4 + Chance) =>
        new(new EmbeddingDispersion(1, 0, 9), startRecall, Chance);

    [Theory]
    [InlineData(0.4, 1, 9, CollapseState.Healthy)]
    [InlineData(0.9, 0.002, 1.1, CollapseState.Contracted)] // a five-hundredth of the distance, along a line, and it retrieves
    [InlineData(0.2, 1, 9, CollapseState.Healthy)] // half of the retrieval at the start
    [InlineData(0.19999, 1, 9, CollapseState.Collapsed)] // below it, however spread out
    [InlineData(0.4, 0.5, 9, CollapseState.Contracted)] // half of the mean distance at the start
    [InlineData(0.4, 0.50001, 9, CollapseState.Healthy)]
    [InlineData(0.4, 1, 1.99999, CollapseState.Contracted)] // an effective rank below 2
    [InlineData(0.4, 1, 2, CollapseState.Healthy)]
    [InlineData(0.4, 1e-6, 9, CollapseState.Collapsed)] // a single point at a millionth of the mean distance at the start
    [InlineData(0.4, 1.01e-6, 9, CollapseState.Contracted)]
    [InlineData(double.NaN, 1, 9, CollapseState.Collapsed)]
    [InlineData(0.4, double.NaN, double.NaN, CollapseState.Collapsed)]
    public void Each_threshold_is_where_it_is_documented(
        double retrieval, double meanDistance, double rank, CollapseState expected) =>
        Assert.Equal(expected, Monitor().Observe(Metrics(retrieval + Chance, meanDistance, rank)));

    [Fact]
    public void Retrieval_is_compared_with_the_best_so_far()
    {
        var monitor = Monitor();
        Assert.Equal(CollapseState.Healthy, monitor.Observe(Metrics(0.8 + Chance, 1, 9)));
        Assert.Equal(CollapseState.Collapsed, monitor.Observe(Metrics(0.39 + Chance, 1, 9)));
        Assert.Equal(CollapseState.Healthy, monitor.Observe(Metrics(0.41 + Chance, 1, 9)));
    }

    [Theory]
    [InlineData(0.019, 1, CollapseState.Healthy)]
    [InlineData(0.019, 0.5, CollapseState.Collapsed)]
    [InlineData(-0.005, 1, CollapseState.Healthy)]
    [InlineData(-0.005, 0.5, CollapseState.Collapsed)]
    [InlineData(0.0201, 0.5, CollapseState.Contracted)]
    public void An_encoder_that_never_retrieved_has_collapsed_where_it_has_contracted(
        double retrieval, double meanDistance, CollapseState expected) =>
        Assert.Equal(expected, Monitor(startRecall: Chance).Observe(Metrics(retrieval + Chance, meanDistance, 9)));

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

    private static TrainingMetrics Metrics(double recall, double meanDistance, double rank) => new()
    {
        Loss = 0.2,
        ActiveFraction = 1,
        PositiveDistance = 0,
        NegativeDistance = 0,
        SampleRecall = recall,
        Dispersion = new EmbeddingDispersion(meanDistance, 0, rank),
    };
}
