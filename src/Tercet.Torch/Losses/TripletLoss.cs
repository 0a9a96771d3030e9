
namespace Tercet.Torch.Losses;

/// <summary>
/// The triplet loss: max(0, d_ap − d_an + margin) (Schroff et al. 2015), or with the soft margin ln(1 + e^(d_ap − d_an)) (Hermans et al. 2017).
/// </summary>
public sealed record TripletLoss
{
    /// <summary>The distance between embeddings. Default squared Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.SquaredEuclidean;

    /// <summary>By how much a negative is to be farther than the positive, in units of the distance. Default 0.2; above 0. Of no use with the soft margin.</summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Whether the margin is soft. Default false.</summary>
    public bool SoftMargin { get; init; }

    /// <summary>The loss of a model that maps everything to one point: the margin, or ln 2.</summary>
    public double AtCollapse => SoftMargin ? 0.6931471805599453 : Margin;

    /// <summary>The loss of a triplet.</summary>
    /// <param name="positive">d_ap.</param>
    /// <param name="negative">d_an.</param>
    public double Of(double positive, double negative)
    {
        var difference = positive - negative;
        return SoftMargin
            ? Math.Max(difference, 0) + PortableMath.LogOnePlus(PortableMath.Exp(-Math.Abs(difference)))
            : Math.Max(difference + Margin, 0);
    }

    /// <summary>The slope of the loss in d_ap, which is minus that in d_an.</summary>
    /// <param name="positive">d_ap.</param>
    /// <param name="negative">d_an.</param>
    public double Slope(double positive, double negative)
    {
        var difference = positive - negative;
        if (!SoftMargin)
            return difference + Margin > 0 ? 1 : 0;
        var share = 1 / (1 + PortableMath.Exp(-Math.Abs(difference)));
        return difference > 0 ? share : 1 - share;
    }

    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Distance))
            yield return "distance is none of its enumeration.";
        if (!(Margin > 0 && double.IsFinite(Margin)))
            yield return FormattableString.Invariant($"margin is {Margin}; expected a finite number above 0.");
    }
}
