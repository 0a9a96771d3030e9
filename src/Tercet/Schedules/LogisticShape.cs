namespace Tercet;

/// <summary>The parameters of <see cref="Curve.Sigmoid"/>: 1 / (C + Q·e^(−B(u − M)))^(1/ν).</summary>
public sealed record LogisticShape
{
    /// <summary>B, the growth rate. Default (null): twice the schedule's growth. Finite, over 0.</summary>
    public double? B { get; init; }

    /// <summary>M, the u of steepest growth where Q = ν = 1. Default ½. Finite.</summary>
    public double M { get; init; } = 0.5;

    /// <summary>C, which sets the upper asymptote, C^(−1/ν). Default 1. Finite, over 0.</summary>
    public double C { get; init; } = 1;

    /// <summary>Q, which sets the value at u = M. Default 1. Finite, over 0.</summary>
    public double Q { get; init; } = 1;

    /// <summary>ν, which moves the steepest growth towards one asymptote. Default 1. Finite, over 0.</summary>
    public double Nu { get; init; } = 1;

    internal double At(double u, double growth)
    {
        var rate = B ?? 2 * growth;
        return PortableMath.Pow(C + Q * PortableMath.Exp(-rate * (u - M)), -1 / Nu);
    }
}
