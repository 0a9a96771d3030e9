namespace Tercet.Sequencing;

/// <summary>
/// Sets the hardness of each epoch by what the last one was like, in place of a curve. Too few triplets with a loss, and the next are harder; too many,
/// and they are easier: h ← h + gain · (target − share), kept between floor and cap. At the first sign of collapse h falls to the floor.
/// </summary>
/// <param name="target">The share of triplets with a loss above 0 to aim at, above 0 to below 1.</param>
/// <param name="floor">The least hardness.</param>
/// <param name="cap">The greatest.</param>
public sealed class AdaptiveHardness(double target, double floor, double cap)
{
    /// <summary>By how much hardness moves for a share that is off by 1.</summary>
    public const double Gain = 0.5;

    /// <summary>The hardness of the next epoch; half way between floor and cap at first.</summary>
    public double Next { get; set; } = (floor + cap) / 2;

    /// <summary>Takes account of an epoch.</summary>
    /// <param name="activeShare">Its share of triplets with a loss above 0.</param>
    /// <param name="collapsing">Whether the model showed signs of collapse.</param>
    public void Observe(double activeShare, bool collapsing) =>
        Next = collapsing ? floor : Math.Clamp(Next + Gain * (target - activeShare), floor, cap);
}
