namespace Tercet;

/// <summary>
/// Hardness over the steps of a sequence. The steps are cut into <see cref="Cycles"/> cycles of equal length (±1, the
/// longer ones first); within a cycle of L steps, step j has u = j / (L − 1) (1 where L = 1) and
/// h = floor + (cap − floor) · curve(u), rounded to seven decimals.
/// </summary>
public sealed record HardnessSchedule
{
    /// <summary>The curve within a cycle. Default sigmoid.</summary>
    public Curve Curve { get; init; } = Curve.Sigmoid;

    /// <summary>The hardness that the curve starts from. Default 0; 0 to <see cref="Cap"/>.</summary>
    public double Floor { get; init; }

    /// <summary>The hardness that the curve rises towards. Default 0.85; <see cref="Floor"/> to 1.</summary>
    public double Cap { get; init; } = 0.85;

    /// <summary>g, how sharply the tanh, logarithmic, sigmoid and exponential curves bend. Default 3; over 0, at most 100.</summary>
    public double Growth { get; init; } = 3;

    /// <summary>Cycles over the whole sequence. Default 10; 1 or more.</summary>
    public int Cycles { get; init; } = 10;

    /// <summary>The further parameters of <see cref="Curve.Sigmoid"/>.</summary>
    public LogisticShape Logistic { get; init; } = new();

    /// <summary>The same hardness throughout.</summary>
    /// <param name="hardness">0 to 1.</param>
    public static HardnessSchedule Constant(double hardness) => new() { Curve = Curve.Constant, Cap = hardness, Cycles = 1 };

    /// <summary>The hardness asked of a step.</summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    /// <returns>0 (farthest negative) to 1 (nearest).</returns>
    public double HardnessAt(long step, long steps) =>
        Math.Round(Floor + (Cap - Floor) * CurveAt(PositionOf(step, steps)), 7);

    /// <summary>u: how far a step is in its cycle, from 0 (the first step) to 1 (the last).</summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    public double PositionOf(long step, long steps)
    {
        var (_, place, length) = Locate(step, steps);
        return length == 1 ? 1 : place / (double)(length - 1);
    }

    /// <summary>The cycle of a step, from 0.</summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    public int CycleOf(long step, long steps) => Locate(step, steps).Cycle;

    /// <summary>The value of the curve.</summary>
    /// <param name="u">0 to 1.</param>
    public double CurveAt(double u) => Curve switch
    {
        Curve.Constant => 1,
        Curve.Linear => u,
        Curve.Sine => PortableMath.Sin(Math.PI / 2 * u),
        Curve.Tanh => PortableMath.Tanh(Growth * u) / PortableMath.Tanh(Growth),
        Curve.Logarithmic => PortableMath.LogOnePlus(Growth * u) / PortableMath.LogOnePlus(Growth),
        Curve.Sigmoid => Logistic.At(u, Growth),
        Curve.Exponential => PortableMath.Exp(Growth * (u - 1)),
        _ => throw new InvalidOperationException($"Curve {Curve} is none of the enumeration."),
    };

    /// <summary>Every fault of these options, in words; empty where there is none.</summary>
    internal IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Curve))
            yield return $"curve is {Curve}; expected one of {string.Join(", ", Enum.GetNames<Curve>()).ToLowerInvariant()}.";
        if (!(Cap is >= 0 and <= 1))
            yield return FormattableString.Invariant($"cap is {Cap}; expected 0 to 1.");
        if (!(Floor >= 0 && Floor <= Cap))
            yield return FormattableString.Invariant($"floor is {Floor}; expected 0 to the cap, {Cap}.");
        if (!(Growth is > 0 and <= 100))
            yield return FormattableString.Invariant($"growth is {Growth}; expected a number over 0, at most 100.");
        if (Cycles < 1)
            yield return FormattableString.Invariant($"cycles is {Cycles}; expected 1 or more.");
        var sound = Growth is > 0 and <= 100 && double.IsFinite(Logistic.M);
        foreach (var (name, value) in new[] { ("B", Logistic.B ?? 1), ("C", Logistic.C), ("Q", Logistic.Q), ("nu", Logistic.Nu) })
        {
            if (value > 0 && double.IsFinite(value))
                continue;
            sound = false;
            yield return FormattableString.Invariant($"logistic {name} is {value}; expected a finite number over 0.");
        }
        if (!double.IsFinite(Logistic.M))
            yield return FormattableString.Invariant($"logistic M is {Logistic.M}; expected a finite number.");
        if (Curve == Curve.Sigmoid && sound && !(Logistic.At(1, Growth) <= 1))
            yield return FormattableString.Invariant($"with these logistic parameters the curve reaches {Logistic.At(1, Growth):0.###}; expected at most 1: raise C, Q or M.");
    }

    private (int Cycle, long Place, long Length) Locate(long step, long steps)
    {
        if (step < 0 || step >= steps)
            throw new ArgumentOutOfRangeException(nameof(step), step, $"Expected 0 to {steps - 1}.");
        var (length, longer) = Math.DivRem(steps, Cycles);
        var inLonger = longer * (length + 1);
        return step < inLonger
            ? ((int)(step / (length + 1)), step % (length + 1), length + 1)
            : ((int)(longer + (step - inLonger) / length), (step - inLonger) % length, length);
    }
}
