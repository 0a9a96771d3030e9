using System.CommandLine;
using Tercet.CommandLine.Data;

namespace Tercet.CommandLine.Options;

/// <summary>The options that make a hardness schedule, the same wherever one is asked for.</summary>
public sealed class ScheduleOptions
{
    private static readonly HardnessSchedule Default = new(), Batches = new BatchOptions().Schedule;

    private readonly Option<Curve> _curve = OptionFactory.OfEnum("--curve", "How hardness rises within a cycle.", Default.Curve);
    private readonly Option<int> _cycles = OptionFactory.Number("--cycles", "N", $"Cycles over the whole sequence, 1 or more{OfBatches(Default.Cycles, Batches.Cycles)}.", Default.Cycles);
    private readonly Option<double> _cap = OptionFactory.Number("--cap", "H", $"The hardness that the curve rises towards, 0 to 1{OfBatches(Default.Cap, Batches.Cap)}.", Default.Cap);
    private readonly Option<double> _floor = OptionFactory.Number("--floor", "H", "The hardness that it starts from, 0 to the cap.", Default.Floor);
    private readonly Option<double> _growth = OptionFactory.Number("--growth", "G", "How sharply tanh, logarithmic, sigmoid and exponential bend; over 0, at most 100.", Default.Growth);
    private readonly Option<double?> _b = OptionFactory.OptionalNumber<double>("--logistic-b", "B", "Sigmoid 1/(C + Q·exp(−B(u − M)))^(1/ν): its rate, over 0. [default: twice the growth]");
    private readonly Option<double> _m = OptionFactory.Number("--logistic-m", "M", "Its midpoint, any finite number.", Default.Logistic.M);
    private readonly Option<double> _q = OptionFactory.Number("--logistic-q", "Q", "Over 0.", Default.Logistic.Q);
    private readonly Option<double> _c = OptionFactory.Number("--logistic-c", "C", "Over 0.", Default.Logistic.C);
    private readonly Option<double> _nu = OptionFactory.Number("--logistic-nu", "NU", "ν, over 0.", Default.Logistic.Nu);

    public Option[] All => [_curve, _cycles, _cap, _floor, _growth, _b, _m, _q, _c, _nu];

    /// <summary>Those that hold for any curve and any number of cycles.</summary>
    public Option[] Bounds => [_cap, _floor, _growth];

    public HardnessSchedule ReadBounds(ParseResult parsed) => new()
    {
        Cap = parsed.GetValue(_cap),
        Floor = parsed.GetValue(_floor),
        Growth = parsed.GetValue(_growth),
    };

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

    /// <summary>A schedule whose cap and cycles have other defaults.</summary>
    public HardnessSchedule Read(ParseResult parsed, HardnessSchedule defaults)
    {
        var schedule = Read(parsed);
        return schedule with
        {
            Cap = parsed.Specified([_cap]).Any() ? schedule.Cap : defaults.Cap,
            Cycles = parsed.Specified([_cycles]).Any() ? schedule.Cycles : defaults.Cycles,
        };
    }

    private static string OfBatches<T>(T triplets, T batches) =>
        triplets!.Equals(batches) ? "" : FormattableString.Invariant($"; {batches} by default for batches");

    /// <summary>Whether any of the options was given.</summary>
    public bool AnyGiven(ParseResult parsed) => parsed.Specified(All).Any();
}
