using Tercet.Search;

namespace Tercet;

/// <summary>
/// Distance-weighted sampling (Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", section 4): on the unit
/// sphere of n dimensions, distances δ have the density q(δ) ∝ δⁿ⁻² (1 − δ²/4)^((n−3)/2); a candidate is drawn with the
/// weight 1/q(max(δ, 0.5)), as in the authors' code, and none at δ ≥ 1.4, beyond which there is no loss; where all are
/// that far, each is as likely. Weights are normalised for each anchor.
/// </summary>
internal sealed class DistanceWeighting(Distance distance, int dimensions)
{
    private const double Cutoff = 0.5;
    private const double NonZeroLossCutoff = 1.4;

    [ThreadStatic]
    private static double[]? _weights;

    public Neighbour Pick(CandidateRow row, ref RandomStream stream)
    {
        if (_weights is null || _weights.Length < row.Length)
            _weights = new double[row.Length];
        var weights = _weights.AsSpan(0, row.Length);
        row.MeasureAll();
        var largest = double.NegativeInfinity;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = row.Contains(i) ? LogWeight(OnUnitSphere(row.DistanceTo(i))) : double.NegativeInfinity;
            largest = Math.Max(largest, weights[i]);
        }
        if (double.IsNegativeInfinity(largest))
            return row.AtOrdinal(stream.Next(row.Count));
        var total = 0.0;
        foreach (ref var weight in weights)
            total += weight = double.IsNegativeInfinity(weight) ? 0 : PortableMath.Exp(weight - largest);
        var target = stream.NextDouble() * total;
        var chosen = -1;
        var sum = 0.0;
        for (var i = 0; i < weights.Length && !(chosen >= 0 && sum > target); i++)
        {
            if (weights[i] == 0)
                continue;
            sum += weights[i];
            chosen = i;
        }
        return new Neighbour(chosen, row.DistanceTo(chosen));
    }

    private double LogWeight(double delta)
    {
        if (delta >= NonZeroLossCutoff)
            return double.NegativeInfinity;
        var clipped = Math.Max(delta, Cutoff);
        return (2.0 - dimensions) * PortableMath.Log(clipped) - (dimensions - 3.0) / 2 * PortableMath.Log(1 - clipped * clipped / 4);
    }

    private double OnUnitSphere(double d) => distance switch
    {
        Distance.Euclidean => d,
        Distance.SquaredEuclidean => Math.Sqrt(d),
        _ => Math.Sqrt(2 * d),
    };
}
