namespace Tercet;

/// <summary>
/// Distance-weighted sampling (Wu et al. 2017, "Sampling Matters in Deep Embedding Learning", section 4): on the unit
/// sphere of n dimensions, distances δ have the density q(δ) ∝ δⁿ⁻² (1 − δ²/4)^((n−3)/2); a candidate is drawn with the
/// weight 1/q(max(δ, 0.5)), as in the authors' code, and none at δ ≥ 1.4, beyond which there is no loss; where all are
/// that far, each is as likely. Weights are normalised for each anchor.
/// </summary>
internal sealed class DistanceWeightedSelector : INegativeSelector, IRequiresSphere, ISamplesNegatives
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

    public Candidate Select(ICandidates candidates, in SelectionStep step) => Sample(candidates, step, 1)[0];

    public Candidate[] Sample(ICandidates candidates, in SelectionStep step, int count)
    {
        var all = candidates.Count;
        if (_buffers.Weights is null || _buffers.Weights.Length < all)
            _buffers = (new Candidate[all], new double[all]);
        var measured = _buffers.Candidates.AsSpan(0, all);
        var weights = _buffers.Weights.AsSpan(0, all);
        candidates.CopyTo(measured);
        var largest = double.NegativeInfinity;
        for (var i = 0; i < all; i++)
        {
            weights[i] = LogWeight(OnUnitSphere(measured[i].Distance));
            largest = Math.Max(largest, weights[i]);
        }
        foreach (ref var weight in weights)
            weight = double.IsNegativeInfinity(weight) ? 0 : PortableMath.Exp(weight - largest);
        var selected = new Candidate[count];
        for (var n = 0; n < count; n++)
        {
            var chosen = Draw(weights, step.Random);
            if (chosen < 0)
            {
                // All that are left are too far to be of use, and each as likely.
                var others = measured.ToArray().Except(selected[..n]).ToArray();
                foreach (var place in step.Random.Sample(others.Length, count - n))
                    selected[n++] = others[place];
                break;
            }
            selected[n] = measured[chosen];
            weights[chosen] = 0;
        }
        return selected;
    }

    /// <summary>Draws an index by weight; −1 where all weights are 0.</summary>
    private static int Draw(ReadOnlySpan<double> weights, RandomStream random)
    {
        var total = 0.0;
        foreach (var weight in weights)
            total += weight;
        if (total == 0)
            return -1;
        var target = random.NextDouble() * total;
        var (chosen, sum) = (-1, 0.0);
        for (var i = 0; i < weights.Length && !(chosen >= 0 && sum > target); i++)
        {
            if (weights[i] == 0)
                continue;
            sum += weights[i];
            chosen = i;
        }
        return chosen;
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
