using Tercet.Embeddings;
using TorchSharp;
using static TorchSharp.torch;

namespace Tercet.Torch.Losses;

/// <summary>
/// The triplet loss: max(0, d_ap − d_an + margin) (Schroff et al. 2015), or with the soft margin ln(1 + e^(d_ap − d_an)) (Hermans et al. 2017).
/// </summary>
public sealed record TripletLoss
{
    /// <summary>Keeps the square root's slope finite where two embeddings are equal.</summary>
    private const double LeastSquare = 1e-12;

    /// <summary>The distance between embeddings. Default squared Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.SquaredEuclidean;

    /// <summary>By how much a negative is to be farther than the positive, in units of the distance. Default 0.2; above 0. Of no use with the soft margin.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Whether the margin is soft. Default false.</summary>
    public bool SoftMargin { get; init; }

    /// <summary>The loss of a model that maps everything to one point: the margin, or ln 2.</summary>
    public double AtCollapse => SoftMargin ? 0.6931471805599453 : Margin;

    /// <summary>The loss of each triplet.</summary>
    /// <param name="positive">d_ap of each.</param>
    /// <param name="negative">d_an of each.</param>
    public Tensor Of(Tensor positive, Tensor negative)
    {
        ArgumentNullException.ThrowIfNull(positive);
        ArgumentNullException.ThrowIfNull(negative);
        if (SoftMargin)
            return nn.functional.softplus(positive - negative);
        // Numbers are made and kept by hand: TorchSharp lets the collector have those that it makes itself while native code still reads them.
        using var margin = Margin.ToScalar();
        return nn.functional.relu((positive - negative).add(margin));
    }

    /// <summary>The distance of each row from the same row of the other.</summary>
    /// <param name="a">Rows of embeddings.</param>
    /// <param name="b">As many.</param>
    public Tensor Between(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (Distance == Distance.Cosine)
        {
            using var one = 1.0.ToScalar();
            return nn.functional.cosine_similarity(a, b, dim: 1).neg().add(one);
        }
        var square = (a - b).square().sum(1);
        using var least = LeastSquare.ToScalar();
        return Distance == Distance.SquaredEuclidean ? square : square.clamp(least).sqrt();
    }

    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Distance))
            yield return "distance is none of its enumeration.";
        if (!(Margin > 0 && double.IsFinite(Margin)))
            yield return FormattableString.Invariant($"margin is {Margin}; expected a finite number above 0.");
    }
}
