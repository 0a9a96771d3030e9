namespace Tercet;

/// <summary>
/// What a candidate pool costs: the hardness of the selected negatives among all candidates, against that among the pool's, on a
/// sample of steps spread evenly over the sequence.
/// </summary>
/// <param name="Sampled">Triplets compared.</param>
/// <param name="Mean">The mean absolute difference in hardness.</param>
/// <param name="Largest">The largest absolute difference.</param>
public sealed record PoolError(int Sampled, double Mean, double Largest);
