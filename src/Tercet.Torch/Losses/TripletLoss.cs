using static System.FormattableString;

namespace Tercet.Torch.Losses;

/// <summary>
/// The triplet loss: max(0, d_ap − d_an + margin) (Schroff et al. 2015), or with the soft margin ln(1 + e^(d_ap − d_an))
/// (Hermans et al. 2017).
/// </summary>
/// <example>
/// <code>
/// var loss = new TripletLoss { Distance = Distance.Cosine, Margin = 0.3 };
/// var options = new TrainingOptions { Sequence = new TripletTraining { Loss = loss } };
/// </code>
/// </example>
public sealed record TripletLoss
{
    /// <summary>The distance between embeddings. Default squared Euclidean.</summary>
    public Distance Distance { get; init; } = Distance.SquaredEuclidean;

    /// <summary>
    /// By how much a negative is to be farther than the positive, in units of the distance. Default 0.2; in (0, ∞). It has no
    /// effect with <see cref="SoftMargin"/>.
    /// </summary>
    public double Margin { get; init; } = 0.2;

    /// <summary>Whether the margin is soft. Default false.</summary>
    public bool SoftMargin { get; init; }

    /// <summary>The loss of an encoder that maps everything to one point: the margin, or ln 2.</summary>
    public double LossAtCollapse => SoftMargin ? 0.6931471805599453 : Margin;

    /// <summary>The loss with all its parameters, such as <c>triplet(distance=squared-euclidean, margin=0.2)</c>.</summary>
    public string Identity => $"triplet({Parameters})";

    /// <summary>The parameters, for the identity of a loss that is built on this one.</summary>
    internal string Parameters =>
        $"distance={EnumNames.ToKebabCase(Distance)}, " + (SoftMargin ? "soft-margin" : Invariant($"margin={Margin}"));

    /// <summary>The loss of a triplet.</summary>
    /// <param name="positive">d_ap.</param>
    /// <param name="negative">d_an.</param>
    public double Evaluate(double positive, double negative)
    {
        var difference = positive - negative;
        return SoftMargin
            ? Math.Max(difference, 0) + PortableMath.LogOnePlus(PortableMath.Exp(-Math.Abs(difference)))
            : Math.Max(difference + Margin, 0);
    }

    /// <summary>The derivative of the loss in d_ap, which is minus that in d_an.</summary>
    /// <param name="positive">d_ap.</param>
    /// <param name="negative">d_an.</param>
    public double Derivative(double positive, double negative)
    {
        var difference = positive - negative;
        if (!SoftMargin)
            return difference + Margin > 0 ? 1 : 0;
        var share = 1 / (1 + PortableMath.Exp(-Math.Abs(difference)));
        return difference > 0 ? share : 1 - share;
    }

    /// <summary>Evaluates triplets of rows, for a loss that chooses its own triplets within a batch.</summary>
    /// <param name="rows">The embeddings.</param>
    /// <param name="triplets">Triplets of rows: one loss term each.</param>
    /// <returns>
    /// A term is active where its loss is above 0; with the soft margin, whose loss never is 0, where d_ap ≥ d_an.
    /// </returns>
    public BatchLossResult Evaluate(EmbeddingRows rows, IEnumerable<(int Anchor, int Positive, int Negative)> triplets)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(triplets);
        var result = new BatchLossResult(rows);
        foreach (var (anchor, positive, negative) in triplets)
        {
            var near = rows.DistanceBetween(Distance, anchor, positive);
            var far = rows.DistanceBetween(Distance, anchor, negative);
            result.AddTerm(Evaluate(near, far), near, far, SoftMargin ? !(near < far) : null);
            var derivative = Derivative(near, far);
            if (derivative == 0)
                continue;
            result.AddDistanceGradient(Distance, anchor, positive, derivative);
            result.AddDistanceGradient(Distance, anchor, negative, -derivative);
        }
        return result;
    }

    /// <summary>Every fault of the parameters; empty where there is none.</summary>
    public IEnumerable<OptionFault> Faults()
    {
        if (!Enum.IsDefined(Distance))
            yield return new OptionFault(nameof(Distance), $"is {Distance}; expected one of {Names()}.");
        if (!(Margin > 0 && double.IsFinite(Margin)))
            yield return new OptionFault(nameof(Margin), $"is {Margin}; expected a finite number above 0.");

        static string Names() => string.Join(", ", EnumNames.All<Distance>());
    }
}
