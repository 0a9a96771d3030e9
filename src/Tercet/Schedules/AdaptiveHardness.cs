using static System.FormattableString;

namespace Tercet;

/// <summary>
/// Adaptive hardness (feedback control): sets the hardness of each epoch by the last one, in place of a curve. With too few
/// active triplets the next are harder, with too many easier: h ← h + gain · (target − active fraction), clamped to floor and
/// cap.
/// </summary>
/// <example><code>
/// var adaptive = new AdaptiveHardness(target: 0.5, floor: 0, cap: 0.85);
/// Train(adaptive.Next);
/// adaptive.Observe(activeFraction: 0.3);
/// </code></example>
public sealed class AdaptiveHardness
{
    /// <summary>The change of hardness for a difference of 1 between target and active fraction.</summary>
    internal const double Gain = 0.5;

    private readonly double _target, _floor, _cap;
    private double _next;

    /// <summary>Starts midway between floor and cap.</summary>
    /// <param name="target">The fraction of triplets with a loss above 0 to aim at, in (0, 1).</param>
    /// <param name="floor">The least hardness, in [0, cap].</param>
    /// <param name="cap">The greatest hardness, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">One of them is out of its bounds, or not a number.</exception>
    public AdaptiveHardness(double target, double floor, double cap)
    {
        if (!(target is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(target), target, "Expected a fraction in (0, 1).");
        if (!(cap is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(cap), cap, "Expected a hardness in [0, 1].");
        if (!(floor >= 0 && floor <= cap))
            throw new ArgumentOutOfRangeException(
                nameof(floor), floor, Invariant($"Expected a hardness in [0, {cap}], up to the cap."));
        (_target, _floor, _cap, _next) = (target, floor, cap, (floor + cap) / 2);
    }

    /// <summary>The hardness of the next epoch, between floor and cap; midway at first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between them, or not a number.</exception>
    public double Next
    {
        get => _next;
        set => _next = value >= _floor && value <= _cap
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, Invariant($"Expected a hardness in [{_floor}, {_cap}], from floor to cap."));
    }

    /// <summary>Takes an epoch into account.</summary>
    /// <param name="activeFraction">Its fraction of triplets with a loss above 0, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is out of bounds, or not a number.</exception>
    public void Observe(double activeFraction)
    {
        if (!(activeFraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(activeFraction), activeFraction, "Expected a fraction in [0, 1].");
        _next = Math.Clamp(_next + Gain * (_target - activeFraction), _floor, _cap);
    }
}
