namespace Tercet;

/// <summary>
/// What a candidate pool costs: the hardness of the selected negatives among all candidates, against that among the pool's, on a
/// sample of steps spread evenly over the sequence.
/// </summary>
public sealed class PoolError
{
    /// <summary>Creates an instance from its values.</summary>
    /// <param name="sampled">Triplets compared.</param>
    /// <param name="mean">The mean absolute difference in hardness.</param>
    /// <param name="largest">The largest absolute difference.</param>
    public PoolError(int sampled, double mean, double largest)
    {
        Sampled = sampled;
        Mean = mean;
        Largest = largest;
    }

    /// <summary>Triplets compared.</summary>
    public int Sampled { get; }

    /// <summary>The mean absolute difference in hardness.</summary>
    public double Mean { get; }

    /// <summary>The largest absolute difference.</summary>
    public double Largest { get; }
}
