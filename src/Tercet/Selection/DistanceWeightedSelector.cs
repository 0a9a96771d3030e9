namespace Tercet;

/// <summary>
/// Distance-weighted sampling (Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", section 4): on the unit
/// sphere of n dimensions, distances δ have the density q(δ) ∝ δⁿ⁻² (1 − δ²/4)^((n−3)/2); a candidate is drawn with the
/// weight 1/q(max(δ, 0.5)), as in the authors' code, and none at δ ≥ 1.4, beyond which there is no loss; where all are
/// that far, each is as likely. Weights are normalised for each anchor.
/// </summary>
internal sealed class DistanceWeightedSelector : INegativeSelector, IRequiresSphere
{
    private const double Cutoff = 0.5;
    private const double NonZeroLossCutoff = 1.4;

    [ThreadStatic]
    private static (Candidate[] Candidates, double[] Weights) _buffers;

    private readonly Distance _distance;
    private readonly int _dimensions;

    public DistanceWeightedSelector() : this(Distance.Euclidean, 2)
    {
    }

    private DistanceWeightedSelector(Distance distance, int dimensions) => (_distance, _dimensions) = (distance, dimensions);

    public string Identity => "distance-weighted";

    public INegativeSelector On(Distance distance, int dimensions) => new DistanceWeightedSelector(distance, dimensions);

    public double? TargetFor(double scheduled) => null;

    public Candidate Select(ICandidates candidates, in SelectionStep step)
    {
        var count = candidates.Count;
        if (_buffers.Weights is null || _buffers.Weights.Length < count)
            _buffers = (new Candidate[count], new double[count]);
        var measured = _buffers.Candidates.AsSpan(0, count);
        var weights = _buffers.Weights.AsSpan(0, count);
        candidates.CopyTo(measured);
        var largest = double.NegativeInfinity;
        for (var i = 0; i < count; i++)
        {
            weights[i] = LogWeight(OnUnitSphere(measured[i].Distance));
            largest = Math.Max(largest, weights[i]);
        }
        if (double.IsNegativeInfinity(largest))
            return measured[step.Random.Next(count)];
        var total = 0.0;
        foreach (ref var weight in weights)
            total += weight = double.IsNegativeInfinity(weight) ? 0 : PortableMath.Exp(weight - largest);
        var target = step.Random.NextDouble() * total;
        var chosen = -1;
        var sum = 0.0;
        for (var i = 0; i < count && !(chosen >= 0 && sum > target); i++)
        {
            if (weights[i] == 0)
                continue;
            sum += weights[i];
            chosen = i;
        }
        return measured[chosen];
    }

    private double LogWeight(double delta)
    {
        if (delta >= NonZeroLossCutoff)
            return double.NegativeInfinity;
        var clipped = Math.Max(delta, Cutoff);
        return (2.0 - _dimensions) * PortableMath.Log(clipped)
            - (_dimensions - 3.0) / 2 * PortableMath.Log(1 - clipped * clipped / 4);
    }

    private double OnUnitSphere(double d) => _distance switch
    {
        Distance.Euclidean => d,
        Distance.SquaredEuclidean => Math.Sqrt(d),
        _ => Math.Sqrt(2 * d),
    };
}

/// <summary>A selector whose formula depends on the space, and holds on the unit sphere.</summary>
internal interface IRequiresSphere
{
    /// <summary>The selector for a distance and a number of dimensions.</summary>
    INegativeSelector On(Distance distance, int dimensions);
}
