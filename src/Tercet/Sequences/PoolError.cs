namespace Tercet;

/// <summary>
/// What a candidate pool costs: the hardness of the selected negatives among all candidates, against that among the pool's, on a
/// sample of steps spread evenly over the sequence.
/// </summary>
public sealed class PoolError
{
    /// <summary>Differences are summed as whole multiples of this, so that the sum does not depend on their order.</summary>
    private const double Unit = 1e-10;

    /// <summary>Creates an instance from its values.</summary>
    /// <param name="sampled">Triplets compared.</param>
    /// <param name="mean">The mean absolute difference in hardness.</param>
    /// <param name="largest">The largest absolute difference.</param>
    public PoolError(int sampled, double mean, double largest)
        : this(sampled, (long)Math.Round(mean * sampled / Unit), largest)
    {
    }

    private PoolError(int sampled, long total, double largest)
    {
        (Sampled, Total, Largest) = (sampled, total, largest);
        Mean = sampled == 0 ? 0 : total * Unit / sampled;
    }

    /// <summary>Triplets compared.</summary>
    public int Sampled { get; }

    /// <summary>The mean absolute difference in hardness.</summary>
    public double Mean { get; }

    /// <summary>The largest absolute difference.</summary>
    public double Largest { get; }

    private long Total { get; }

    /// <summary>The error of differences in hardness; null where there is none.</summary>
    internal static PoolError? Of(IReadOnlyCollection<double> differences) => differences.Count == 0
        ? null
        : new PoolError(differences.Count, differences.Sum(difference => (long)Math.Round(difference / Unit)), differences.Max());

    /// <summary>The error of several samples taken together; null where there is none.</summary>
    internal static PoolError? Sum(IReadOnlyCollection<PoolError> errors) => errors.Count == 0
        ? null
        : new PoolError(
            errors.Sum(error => error.Sampled), errors.Sum(error => error.Total), errors.Max(error => error.Largest));
}
