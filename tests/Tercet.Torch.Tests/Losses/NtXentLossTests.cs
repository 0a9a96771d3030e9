using CsCheck;
using Tercet.Torch.Losses;

namespace Tercet.Torch.Tests.Losses;

public class NtXentLossTests
{
    [Fact]
    public void Losses_match_the_formula() =>
        Gen.Select(SmallBatch.Generator, Gen.Bool, Gen.Double[0.05, 2]).Sample((batch, unitLength, temperature) =>
        {
            var count = batch.Classes.Length;
            double Cosine(int a, int b) => Similarity(batch.Row(a, unitLength), batch.Row(b, unitLength));
            var (losses, positives, negatives) = (new List<double>(), new List<double>(), new List<double>());
            for (var a = 0; a < count; a++)
            {
                for (var p = 0; p < count; p++)
                {
                    var others = Enumerable.Range(0, count).Where(n => batch.Classes[n] != batch.Classes[a])
                        .Select(n => Cosine(a, n)).ToArray();
                    if (p == a || batch.Classes[p] != batch.Classes[a] || others.Length == 0)
                        continue;
                    var own = Math.Exp(Cosine(a, p) / temperature);
                    losses.Add(-Math.Log(own / (own + others.Sum(s => Math.Exp(s / temperature)))));
                    positives.Add(1 - Cosine(a, p));
                    negatives.Add(1 - others.Max());
                }
            }
            var found = Batch(batch, temperature, unitLength);
            Assert.Equal(losses.Count, found.Count);
            Equal(losses, found.Losses);
            Equal(positives, found.PositiveDistances);
            Equal(negatives, found.NegativeDistances);
        }, iter: 2000, threads: 1);

    [Fact]
    public void One_class_alone_and_classes_of_one_row_have_no_term()
    {
        Assert.Equal(0, Batch(new SmallBatch([1, 2, 3], [0, 0, 0], 1), 0.1, unitLength: true).Count);
        Assert.Equal(0, Batch(new SmallBatch([1, 2, 3], [0, 1, 2], 1), 0.1, unitLength: true).Count);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Extreme_temperatures_stay_finite(double temperature) =>
        Gen.Select(SmallBatch.Generator, Gen.Bool).Sample((batch, unitLength) =>
        {
            var found = Batch(batch, temperature, unitLength);
            Assert.All(found.Losses, loss => Assert.InRange(loss, 0, 2 / temperature + Math.Log(10)));
            if (found.Count > 0)
                Assert.All(found.MeanGradient(), slope => Assert.True(float.IsFinite(slope)));
        }, iter: 1000, threads: 1);

    [Fact]
    public void A_cold_temperature_leaves_the_difference_to_the_nearest_negative()
    {
        // s_ap = 0, s_an = 1 and 0: the loss is 1 / τ, to all digits.
        var batch = Batch(new SmallBatch([1, 0, 0, 1, 1, 0, 0, 1], [0, 0, 1, 1], 2), 0.01, unitLength: true);
        Assert.All(batch.Losses, loss => Assert.Equal(100, loss, 1e-9));
    }

    private static BatchLossResult Batch(SmallBatch batch, double temperature, bool unitLength) =>
        new NtXentLoss { Temperature = temperature }.Evaluate(
            new EmbeddingRows(batch.Values, batch.Classes.Length, unitLength), batch.Classes);

    /// <summary>The cosine; 0 with a row of zeros.</summary>
    private static double Similarity(double[] a, double[] b)
    {
        var lengths = Math.Sqrt(a.Sum(x => x * x)) * Math.Sqrt(b.Sum(x => x * x));
        return lengths == 0 ? 0 : a.Zip(b, (x, y) => x * y).Sum() / lengths;
    }

    private static void Equal(List<double> expected, IReadOnlyList<double> actual)
    {
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i], actual[i], 1e-9);
    }
}
