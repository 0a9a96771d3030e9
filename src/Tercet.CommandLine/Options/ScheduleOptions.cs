using System.CommandLine;
using static System.FormattableString;

namespace Tercet.CommandLine.Options;

/// <summary>The options of a hardness schedule, the same in every command that has one.</summary>
public sealed class ScheduleOptions
{
    private const double DefaultGrowth = 3;

    private static readonly HardnessSchedule Default = new(), BatchDefault = new() { Cap = 1, Cycles = 1 };

    private readonly Option<string> _curve = OptionFactory.Choice(
        "--curve", "How hardness rises within a cycle.", HardnessCurve.Names, NameOf(Default.Curve));

    private readonly Option<int> _cycles = OptionFactory.Number(
        "--cycles", "N",
        "Number of cycles over the whole sequence, 1 or more, at most the number of steps"
            + $"{ForBatches(Default.Cycles, BatchDefault.Cycles)}.",
        Default.Cycles);

    private readonly Option<double> _cap = OptionFactory.Number(
        "--cap", "H", $"Maximum hardness, in [0, 1]{ForBatches(Default.Cap, BatchDefault.Cap)}.", Default.Cap);

    private readonly Option<double> _floor = OptionFactory.Number(
        "--floor", "H", "Minimum hardness, in [0, cap].", Default.Floor);

    private readonly Option<double> _growth = OptionFactory.Number(
        "--growth", "G", "Steepness of tanh, logarithmic, sigmoid and exponential, in (0, 100].", DefaultGrowth);

    private readonly Option<HardnessOrder> _order = OptionFactory.OfEnum(
        "--order",
        "The order in which the hardness values are used; the others are controls, to tell the effect of the order from that of the "
        + "values.", Default.Order);

    private readonly Option<double?> _b = OptionFactory.OptionalNumber<double>(
        "--logistic-b", "B",
        "Growth rate B of the sigmoid 1/(C + Q·exp(−B(u − M)))^(1/ν), greater than 0. [default: twice the growth]");

    private readonly Option<double> _m = OptionFactory.Number(
        "--logistic-m", "M", "Midpoint M of the sigmoid, any finite number.", 0.5);

    private readonly Option<double> _q = OptionFactory.Number(
        "--logistic-q", "Q", "Coefficient Q of the sigmoid, greater than 0.", 1.0);

    private readonly Option<double> _c = OptionFactory.Number(
        "--logistic-c", "C", "Constant C of the sigmoid, greater than 0.", 1.0);

    private readonly Option<double> _nu = OptionFactory.Number(
        "--logistic-nu", "NU", "Exponent ν of the sigmoid, greater than 0.", 1.0);

    /// <summary>All of them.</summary>
    public Option[] All => [_curve, _cycles, _cap, _floor, _growth, _order, .. Logistic];

    /// <summary>Those that apply to any curve and any number of cycles.</summary>
    public Option[] Bounds => [_cap, _floor, _growth, _order];

    /// <summary>Those that shape the curve.</summary>
    internal Option[] Shape => [_curve, _growth, .. Logistic];

    private Option[] Logistic => [_b, _m, _q, _c, _nu];

    /// <summary>Whether any of the options was specified.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsAnySpecified(ParseResult parsed) => parsed.Specified(All).Any();

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives the faults of the curve.</param>
    public HardnessSchedule Read(ParseResult parsed, UsageFaults faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return ReadBounds(parsed, faults) with
        {
            Curve = faults.Try(() => ReadCurve(parsed)) ?? Default.Curve,
            Cycles = parsed.GetValue(_cycles),
        };
    }

    /// <summary>The curve's name and growth; the growth is null for a curve without one.</summary>
    /// <param name="parsed">The command line.</param>
    public (string Curve, double? Growth) Describe(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_curve);
        return (name, HasGrowth(name) ? parsed.GetValue(_growth) : null);
    }

    /// <summary>Reads <see cref="Bounds"/> alone, with the default curve at that growth.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives the faults of the curve.</param>
    internal HardnessSchedule ReadBounds(ParseResult parsed, UsageFaults faults) => new()
    {
        Cap = parsed.GetValue(_cap),
        Floor = parsed.GetValue(_floor),
        Order = parsed.GetValue(_order),
        Curve = faults.Try(() => WithGrowth(NameOf(Default.Curve), parsed.GetValue(_growth))) ?? Default.Curve,
    };

    /// <summary>Replaces what was specified of a schedule, its curve apart.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="schedule">The schedule.</param>
    internal HardnessSchedule Override(ParseResult parsed, HardnessSchedule schedule) => schedule with
    {
        Cap = parsed.IsSpecified(_cap) ? parsed.GetValue(_cap) : schedule.Cap,
        Floor = parsed.IsSpecified(_floor) ? parsed.GetValue(_floor) : schedule.Floor,
        Cycles = parsed.IsSpecified(_cycles) ? parsed.GetValue(_cycles) : schedule.Cycles,
        Order = parsed.IsSpecified(_order) ? parsed.GetValue(_order) : schedule.Order,
    };

    /// <summary>At most as many cycles as there are steps, where their number was not specified.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="schedule">The schedule as read.</param>
    /// <param name="steps">Steps of the sequence.</param>
    public HardnessSchedule Fit(ParseResult parsed, HardnessSchedule schedule, long steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return parsed.IsSpecified(_cycles) ? schedule : schedule with { Cycles = (int)Math.Clamp(steps, 1, schedule.Cycles) };
    }

    /// <summary>Reads the options with the defaults of batches.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="faults">Receives the faults of the curve.</param>
    internal HardnessSchedule ReadForBatches(ParseResult parsed, UsageFaults faults)
    {
        var schedule = Read(parsed, faults);
        return schedule with
        {
            Cap = parsed.IsSpecified(_cap) ? schedule.Cap : BatchDefault.Cap,
            Cycles = parsed.IsSpecified(_cycles) ? schedule.Cycles : BatchDefault.Cycles,
        };
    }

    private IHardnessCurve ReadCurve(ParseResult parsed)
    {
        var (name, growth) = (parsed.GetRequiredValue(_curve), parsed.GetValue(_growth));
        var logistic = parsed.Specified(Logistic).ToList();
        if (logistic.Count == 0)
            return WithGrowth(name, growth);
        if (name != NameOf(HardnessCurve.Sigmoid()))
            throw new UsageException($"{string.Join(", ", logistic)}: for --curve sigmoid, but it is {name}. Leave one or the "
                + "other out.");
        return HardnessCurve.Logistic(
            parsed.GetValue(_b) ?? 2 * growth, parsed.GetValue(_m), parsed.GetValue(_c), parsed.GetValue(_q),
            parsed.GetValue(_nu));
    }

    private static IHardnessCurve WithGrowth(string name, double growth) =>
        HardnessCurve.Parse(HasGrowth(name) ? Invariant($"{name} growth={growth:R}") : name)!;

    private static bool HasGrowth(string name) => HardnessCurve.Parse(name)!.Identity != name;

    private static string NameOf(IHardnessCurve curve) => curve.Identity.Split(' ')[0];

    private static string ForBatches<T>(T triplets, T batches) =>
        triplets!.Equals(batches) ? "" : Invariant($"; {batches} by default for batches");
}
