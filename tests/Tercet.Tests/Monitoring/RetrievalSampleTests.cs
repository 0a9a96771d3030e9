using CsCheck;

namespace Tercet.Tests.Monitoring;

public sealed class RetrievalSampleTests
{
    [Fact]
    public void Rows_are_pairs_of_a_class_and_as_many_as_bounded() => Gen.Int[0, 40].Array[2, 2000].Sample(classes =>
    {
        string?[] labels = [.. classes.Select(label => label == 0 ? null : $"{label}")];
        if (!labels.Where(label => label is not null).GroupBy(label => label).Any(group => group.Count() > 1))
            return;
        var sample = new RetrievalSample(new ItemTable(labels));
        Assert.True(sample.Rows.Count <= 256);
        Assert.All(sample.Rows.GroupBy(row => labels[row]), group => Assert.True(group.Key is not null && group.Count() % 2 == 0));
        Assert.Equal(sample.Rows.Order().Distinct(), sample.Rows);
    });

    [Fact]
    public void Chance_is_the_recall_of_equal_embeddings()
    {
        var labels = Enumerable.Range(0, 90).Select(i => $"{i % 13}").ToArray();
        var sample = new RetrievalSample(new ItemTable(labels));
        var (dispersion, recall) = sample.Measure(EmbeddingMatrix.FromArray(new float[90 * 3], 3));
        Assert.Equal(sample.ChanceRecall, recall, 12);
        Assert.Equal(0, dispersion.MeanDistance);
    }

    [Fact]
    public void Recall_is_that_of_the_sample_in_itself()
    {
        var random = new Random(1);
        var labels = Enumerable.Range(0, 700).Select(i => $"{i / 3}").ToArray();
        var values = labels.SelectMany((_, i) => new[] { (float)(i / 3 + 0.6 * random.NextDouble()), (float)random.NextDouble() }).ToArray();
        var sample = new RetrievalSample(new ItemTable(labels));
        var rows = sample.Rows;
        double Distance(int a, int b) => Math.Pow(values[2 * a] - values[2 * b], 2) + Math.Pow(values[2 * a + 1] - values[2 * b + 1], 2);
        var expected = rows.Average(row => labels[rows.Where(other => other != row).MinBy(other => Distance(row, other))] == labels[row] ? 1.0 : 0);
        Assert.Equal(expected, sample.Measure(EmbeddingMatrix.FromArray(values, 2)).Recall, 12);
    }

    [Fact]
    public void Without_a_pair_there_is_nothing_to_measure()
    {
        var fault = Assert.Throws<InvalidInputException>(() => new RetrievalSample(new ItemTable(["a", "b", "c", null, null])));
        Assert.Contains("no class has two items", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_rows_that_may_be_drawn_are()
    {
        var sample = new RetrievalSample(new ItemTable(["a", "a", "b", "b", "a", "a"]), rows: [2, 3, 4, 5]);
        Assert.Equal([2, 3, 4, 5], sample.Rows);
    }
}
