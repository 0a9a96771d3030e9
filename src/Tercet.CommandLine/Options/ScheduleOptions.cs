using System.CommandLine;
using static System.FormattableString;

namespace Tercet.CommandLine.Options;

/// <summary>The options of a hardness schedule, the same in every command that has one.</summary>
public sealed class ScheduleOptions
{
    private static readonly HardnessSchedule Default = new(), BatchDefault = new BatchOptions().Schedule;

    private readonly Option<Curve> _curve = OptionFactory.OfEnum("--curve", "How hardness rises within a cycle.", Default.Curve);

    private readonly Option<int> _cycles = OptionFactory.Number(
        "--cycles", "N",
        $"Number of cycles over the whole sequence, 1 or more{ForBatches(Default.Cycles, BatchDefault.Cycles)}.", Default.Cycles);

    private readonly Option<double> _cap = OptionFactory.Number(
        "--cap", "H", $"Maximum hardness, in [0, 1]{ForBatches(Default.Cap, BatchDefault.Cap)}.", Default.Cap);

    private readonly Option<double> _floor = OptionFactory.Number(
        "--floor", "H", "Minimum hardness, in [0, cap].", Default.Floor);

    private readonly Option<double> _growth = OptionFactory.Number(
        "--growth", "G", "Steepness of tanh, logarithmic, sigmoid and exponential, in (0, 100].", Default.Growth);

    private readonly Option<double?> _b = OptionFactory.OptionalNumber<double>(
        "--logistic-b", "B",
        "Growth rate B of the sigmoid 1/(C + Q·exp(−B(u − M)))^(1/ν), greater than 0. [default: twice the growth]");

    private readonly Option<double> _m = OptionFactory.Number(
        "--logistic-m", "M", "Midpoint M of the sigmoid, any finite number.", Default.Logistic.M);

    private readonly Option<double> _q = OptionFactory.Number(
        "--logistic-q", "Q", "Coefficient Q of the sigmoid, greater than 0.", Default.Logistic.Q);

    private readonly Option<double> _c = OptionFactory.Number(
        "--logistic-c", "C", "Constant C of the sigmoid, greater than 0.", Default.Logistic.C);

    private readonly Option<double> _nu = OptionFactory.Number(
        "--logistic-nu", "NU", "Exponent ν of the sigmoid, greater than 0.", Default.Logistic.Nu);

    /// <summary>All of them.</summary>
    public Option[] All => [_curve, _cycles, _cap, _floor, _growth, _b, _m, _q, _c, _nu];

    /// <summary>Those that apply to any curve and any number of cycles.</summary>
    public Option[] Bounds => [_cap, _floor, _growth];

    /// <summary>Whether any of the options was specified.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsAnySpecified(ParseResult parsed) => parsed.Specified(All).Any();

    /// <summary>Reads the options.</summary>
    /// <param name="parsed">The command line.</param>
    public HardnessSchedule Read(ParseResult parsed) => ReadBounds(parsed) with
    {
        Curve = parsed.GetValue(_curve),
        Cycles = parsed.GetValue(_cycles),
        Logistic = new LogisticShape
        {
            B = parsed.GetValue(_b),
            M = parsed.GetValue(_m),
            Q = parsed.GetValue(_q),
            C = parsed.GetValue(_c),
            Nu = parsed.GetValue(_nu),
        },
    };

    /// <summary>Reads <see cref="Bounds"/> alone.</summary>
    /// <param name="parsed">The command line.</param>
    internal HardnessSchedule ReadBounds(ParseResult parsed) => new()
    {
        Cap = parsed.GetValue(_cap),
        Floor = parsed.GetValue(_floor),
        Growth = parsed.GetValue(_growth),
    };

    /// <summary>Reads the options where cap and cycles have other defaults.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">The defaults.</param>
    internal HardnessSchedule Read(ParseResult parsed, HardnessSchedule defaults)
    {
        var schedule = Read(parsed);
        return schedule with
        {
            Cap = parsed.IsSpecified(_cap) ? schedule.Cap : defaults.Cap,
            Cycles = parsed.IsSpecified(_cycles) ? schedule.Cycles : defaults.Cycles,
        };
    }

    private static string ForBatches<T>(T triplets, T batches) =>
        triplets!.Equals(batches) ? "" : Invariant($"; {batches} by default for batches");
}
