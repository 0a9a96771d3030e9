using Tercet.Torch.Losses;

namespace Tercet.Torch.Tests.Losses;

public class TripletLossTests
{
    private const int Dimensions = 3, Count = 2;

    // Anchors, positives, negatives; the second triplet is farther from its positive than from its negative.
    private static readonly float[] Embeddings =
        [0.6f, 0.8f, 1, 2, -1, 0.5f, 1, 0, -2, 0.5f, 0.3f, -0.7f, 0, 1, 3, 2, -0.8f, 0.1f];

    public static TheoryData<Distance, bool, bool> Forms()
    {
        var forms = new TheoryData<Distance, bool, bool>();
        foreach (var distance in Enum.GetValues<Distance>())
        {
            foreach (var soft in new[] { false, true })
            {
                forms.Add(distance, soft, false);
                forms.Add(distance, soft, true);
            }
        }
        return forms;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Distances_and_losses_match_the_formulas(Distance distance, bool soft, bool unitLength)
    {
        var loss = new TripletLoss { Distance = distance, Margin = 0.3, SoftMargin = soft };
        var batch = Batch(loss, Embeddings, Count, unitLength);
        for (var i = 0; i < Count; i++)
        {
            double ap = Reference(i, Count + i, distance, unitLength), an = Reference(i, 2 * Count + i, distance, unitLength);
            Assert.Equal(ap, batch.PositiveDistances[i], 1e-12);
            Assert.Equal(an, batch.NegativeDistances[i], 1e-12);
            Assert.Equal(soft ? Math.Log(1 + Math.Exp(ap - an)) : Math.Max(0, ap - an + 0.3), batch.Losses[i], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_gradient_is_the_difference_quotient(Distance distance, bool soft, bool unitLength)
    {
        var loss = new TripletLoss { Distance = distance, Margin = 0.3, SoftMargin = soft };
        var gradient = Batch(loss, Embeddings, Count, unitLength).MeanGradient();
        Assert.Contains(gradient, slope => slope != 0);
        for (var k = 0; k < Embeddings.Length; k++)
        {
            const float Step = 1.0f / 1024;
            var (low, high) = ((float[])Embeddings.Clone(), (float[])Embeddings.Clone());
            low[k] -= Step;
            high[k] += Step;
            var rise = Batch(loss, high, Count, unitLength).MeanLoss - Batch(loss, low, Count, unitLength).MeanLoss;
            Assert.Equal(rise / ((double)high[k] - low[k]), gradient[k], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void At_collapse_the_loss_is_as_stated_and_the_gradient_finite(Distance distance, bool soft, bool unitLength)
    {
        var loss = new TripletLoss { Distance = distance, SoftMargin = soft };
        foreach (var value in new[] { 0f, 1f })
        {
            var batch = Batch(loss, [.. Enumerable.Repeat(value, 3 * 4)], 1, unitLength);
            Assert.Equal(loss.LossAtCollapse, batch.Losses[0], 1e-12);
            Assert.All(batch.MeanGradient(), slope => Assert.True(float.IsFinite(slope)));
        }
    }

    private static BatchLossResult Batch(TripletLoss loss, float[] embeddings, int count, bool unitLength) => loss.Evaluate(
        new EmbeddingRows(embeddings, 3 * count, unitLength),
        Enumerable.Range(0, count).Select(i => (i, count + i, 2 * count + i)));

    private static double Reference(int a, int b, Distance distance, bool unitLength)
    {
        double[] x = Row(a, unitLength), y = Row(b, unitLength);
        var square = x.Zip(y, (p, q) => (p - q) * (p - q)).Sum();
        return distance switch
        {
            Distance.Cosine => 1 - x.Zip(y, (p, q) => p * q).Sum() / (Length(x) * Length(y)),
            Distance.Euclidean => Math.Sqrt(square),
            _ => square,
        };
    }

    private static double[] Row(int row, bool unitLength)
    {
        var values = Array.ConvertAll(Embeddings[(row * Dimensions)..((row + 1) * Dimensions)], value => (double)value);
        return unitLength ? [.. values.Select(value => value / Length(values))] : values;
    }

    private static double Length(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
