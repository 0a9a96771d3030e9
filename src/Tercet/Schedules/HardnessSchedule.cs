namespace Tercet;

/// <summary>
/// Hardness over the steps of a sequence. The steps are cut into <see cref="Cycles"/> cycles of equal length (±1, the longer ones
/// first); within a cycle of L steps, step j has u = j / (L − 1) (1 where L = 1) and h = floor + (cap − floor) · curve(u),
/// rounded to seven decimals.
/// </summary>
/// <example><code>
/// var schedule = new HardnessSchedule { Curve = HardnessCurve.Sigmoid(growth: 3), Cap = 0.85, Cycles = 10 };
/// var hardness = schedule.HardnessAt(step: 999, steps: 10_000);
/// </code></example>
public sealed record HardnessSchedule
{
    private const double Tolerance = 1e-9; // of elementary functions at the ends of their range

    /// <summary>The curve within a cycle. Default sigmoid with growth 3.</summary>
    public IHardnessCurve Curve { get; init; } = HardnessCurve.Sigmoid();

    /// <summary>The hardness that the curve starts from. Default 0; in [0, <see cref="Cap"/>].</summary>
    public double Floor { get; init; }

    /// <summary>The hardness that the curve rises towards. Default 0.85; in [<see cref="Floor"/>, 1].</summary>
    public double Cap { get; init; } = 0.85;

    /// <summary>Cycles over the whole sequence. Default 10; 1 or more, at most one per step.</summary>
    public int Cycles { get; init; } = 10;

    /// <summary>
    /// The order in which a sequence uses the hardness values. Default that of the schedule; the others are controls, to tell the
    /// effect of the order from that of the values.
    /// </summary>
    public HardnessOrder Order { get; init; }

    /// <summary>The mean hardness of a long cycle: what a constant has to have for a fair comparison.</summary>
    public double MeanHardness
    {
        get
        {
            const int Points = 1000;
            var mean = Enumerable.Range(0, Points + 1).Average(i => Curve.At(i / (double)Points));
            return Math.Round(Floor + (Cap - Floor) * mean, 7);
        }
    }

    /// <summary>The same hardness throughout.</summary>
    /// <param name="hardness">In [0, 1].</param>
    public static HardnessSchedule Constant(double hardness) =>
        new() { Curve = HardnessCurve.Constant, Cap = hardness, Cycles = 1 };

    /// <summary>
    /// The hardness scheduled for a step, before <see cref="Order"/>: 0 (farthest negative) to 1 (nearest).
    /// </summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    /// <exception cref="InvalidOperationException">The curve gives a value outside [0, 1].</exception>
    public double HardnessAt(long step, long steps)
    {
        var u = PositionOf(step, steps);
        var value = Curve.At(u);
        if (!(value is >= -Tolerance and <= 1 + Tolerance))
            throw new InvalidOperationException(FormattableString.Invariant(
                $"curve '{Curve.Identity}' is {value} at u = {u}; expected a value in [0, 1]."));
        return Math.Round(Floor + (Cap - Floor) * value, 7);
    }

    /// <summary>u: how far a step is in its cycle, from 0 (the first step) to 1 (the last).</summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public double PositionOf(long step, long steps)
    {
        var (_, place, length) = Locate(step, steps);
        return length == 1 ? 1 : place / (double)(length - 1);
    }

    /// <summary>The cycle of a step, from 0.</summary>
    /// <param name="step">0 to <paramref name="steps"/> − 1.</param>
    /// <param name="steps">The length of the whole sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    internal int CycleOf(long step, long steps) => Locate(step, steps).Cycle;

    /// <summary>Checks every option against its bounds.</summary>
    /// <exception cref="InvalidOptionsException">Lists every fault.</exception>
    public void Validate() => OptionFault.ThrowIfAny(Faults());

    internal IEnumerable<OptionFault> Faults()
    {
        if (Curve is null || string.IsNullOrWhiteSpace(Curve.Identity))
            yield return new OptionFault(
                nameof(Curve), $"has no identity; expected one that names the curve and its parameters.");
        if (!(Cap is >= 0 and <= 1))
            yield return new OptionFault(nameof(Cap), $"is {Cap}; expected a hardness in [0, 1].");
        if (!(Floor >= 0 && Floor <= Cap))
            yield return new OptionFault(nameof(Floor), $"is {Floor}; expected a hardness in [0, `Cap`], and `Cap` is {Cap}.");
        if (Cycles < 1)
            yield return new OptionFault(nameof(Cycles), $"is {Cycles}; expected 1 or more.");
        if (!Enum.IsDefined(Order))
            yield return OptionFault.Unknown(nameof(Order), Order);
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
