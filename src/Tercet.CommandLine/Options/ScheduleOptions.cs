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

    private Option[] Logistic => [_b, _m, _q, _c, _nu];

    /// <summary>Whether any of the options was specified.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsAnySpecified(ParseResult parsed) => parsed.Specified(All).Any();

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    public HardnessChoice Read(ParseResult parsed) => new()
    {
        Curve = parsed.GetSpecified(_curve),
        Cycles = parsed.GetSpecifiedValue(_cycles),
        Cap = parsed.GetSpecifiedValue(_cap),
        Floor = parsed.GetSpecifiedValue(_floor),
        Growth = parsed.GetSpecifiedValue(_growth),
        Order = parsed.GetSpecifiedValue(_order),
        LogisticB = parsed.GetValue(_b),
        LogisticM = parsed.GetSpecifiedValue(_m),
        LogisticC = parsed.GetSpecifiedValue(_c),
        LogisticQ = parsed.GetSpecifiedValue(_q),
        LogisticNu = parsed.GetSpecifiedValue(_nu),
    };

    /// <summary>The curve's name and growth; the growth is null for a curve without one.</summary>
    /// <param name="parsed">The command line.</param>
    public (string Curve, double? Growth) Describe(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(_curve);
        return (name, HasGrowth(name) ? parsed.GetValue(_growth) : null);
    }

    private static bool HasGrowth(string name) => HardnessCurve.Parse(name)!.Identity != name;

    private static string NameOf(IHardnessCurve curve) => curve.Identity.Split(' ')[0];

    private static string ForBatches<T>(T triplets, T batches) =>
        triplets!.Equals(batches) ? "" : Invariant($"; {batches} by default for batches");
}
