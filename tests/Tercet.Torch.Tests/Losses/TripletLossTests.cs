using Tercet.Embeddings;
using Tercet.Torch.Losses;
using static TorchSharp.torch;

namespace Tercet.Torch.Tests.Losses;

public class TripletLossTests
{
    [Theory]
    [InlineData(Distance.Euclidean)]
    [InlineData(Distance.SquaredEuclidean)]
    [InlineData(Distance.Cosine)]
    public void Distances_and_losses_are_those_of_the_formulas(Distance distance)
    {
        float[] a = [0.6f, 0.8f, 1, 2], b = [1, 0, -2, 0.5f], c = [0, 1, 3, 3];
        using var scope = NewDisposeScope();
        var loss = new TripletLoss { Distance = distance, Margin = 0.3 };
        Tensor x = tensor(a, [2, 2]), y = tensor(b, [2, 2]), z = tensor(c, [2, 2]);
        var (near, far) = (loss.Between(x, y), loss.Between(x, z));
        for (var i = 0; i < 2; i++)
        {
            double ap = Reference(a, b, i, distance), an = Reference(a, c, i, distance);
            Assert.Equal(ap, near[i].item<float>(), 1e-5);
            Assert.Equal(an, far[i].item<float>(), 1e-5);
            Assert.Equal(Math.Max(0, ap - an + 0.3), loss.Of(near, far)[i].item<float>(), 1e-5);
            Assert.Equal(Math.Log(1 + Math.Exp(ap - an)), (loss with { SoftMargin = true }).Of(near, far)[i].item<float>(), 1e-5);
        }
    }

    [Theory]
    [InlineData(Distance.Euclidean, false)]
    [InlineData(Distance.SquaredEuclidean, false)]
    [InlineData(Distance.SquaredEuclidean, true)]
    public void One_point_has_the_loss_of_a_collapse_and_a_finite_slope(Distance distance, bool soft)
    {
        using var scope = NewDisposeScope();
        var loss = new TripletLoss { Distance = distance, SoftMargin = soft };
        var x = ones([3, 4], requires_grad: true);
        var value = loss.Of(loss.Between(x, x.clone()), loss.Between(x, x.detach())).mean();
        value.backward();
        Assert.Equal(loss.AtCollapse, value.item<float>(), 1e-6);
        Assert.True(x.grad!.isfinite().all().item<bool>());
    }

    private static double Reference(float[] a, float[] b, int row, Distance distance)
    {
        double dot = 0, left = 0, right = 0, square = 0;
        for (var k = 2 * row; k < 2 * row + 2; k++)
        {
            dot += a[k] * b[k];
            left += a[k] * a[k];
            right += b[k] * b[k];
            square += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return distance switch
        {
            Distance.Cosine => 1 - dot / Math.Sqrt(left * right),
            Distance.Euclidean => Math.Sqrt(square),
            _ => square,
        };
    }
}
