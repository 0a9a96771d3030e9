using static System.FormattableString;

namespace Tercet;

/// <summary>
/// Sets the hardness of each epoch by what the last one was like, in place of a curve. Too few triplets with a loss, and the next are harder; too many,
/// and they are easier: h ← h + gain · (target − share), kept between floor and cap. At the first sign of collapse h falls to the floor.
/// </summary>
public sealed class AdaptiveHardness
{
    /// <summary>By how much hardness moves for a share that is off by 1.</summary>
    public const double Gain = 0.5;

    private readonly double _target, _floor, _cap;
    private double _next;

    /// <summary>Starts half way between floor and cap.</summary>
    /// <param name="target">The share of triplets with a loss above 0 to aim at, above 0 to below 1.</param>
    /// <param name="floor">The least hardness, 0 to the cap.</param>
    /// <param name="cap">The greatest, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its bounds, or not a number.</exception>
    public AdaptiveHardness(double target, double floor, double cap)
    {
        if (!(target is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(target), target, "Expected above 0 to below 1.");
        if (!(cap is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(cap), cap, "Expected 0 to 1.");
        if (!(floor >= 0 && floor <= cap))
            throw new ArgumentOutOfRangeException(nameof(floor), floor, Invariant($"Expected 0 to the cap, {cap}."));
        (_target, _floor, _cap, _next) = (target, floor, cap, (floor + cap) / 2);
    }

    /// <summary>The hardness of the next epoch, between floor and cap; half way at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to what is not between them, or not a number.</exception>
    public double Next
    {
        get => _next;
        set => _next = value >= _floor && value <= _cap
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, Invariant($"Expected a hardness from the floor, {_floor}, to the cap, {_cap}."));
    }

    /// <summary>Takes account of an epoch.</summary>
    /// <param name="activeFraction">Its share of triplets with a loss above 0: 0 to 1.</param>
    /// <param name="collapsing">Whether the model showed signs of collapse.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is out of its bounds, or not a number.</exception>
    public void Observe(double activeFraction, bool collapsing)
    {
        if (!(activeFraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(activeFraction), activeFraction, "Expected a share, 0 to 1.");
        _next = collapsing ? _floor : Math.Clamp(_next + Gain * (_target - activeFraction), _floor, _cap);
    }
}
