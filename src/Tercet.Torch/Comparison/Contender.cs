using Tercet.Mining;
using Tercet.Sequencing;

namespace Tercet.Torch.Comparison;

/// <summary>A strategy in a comparison.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Apply">Its mining options, made from those that all contenders share.</param>
public sealed record Contender(string Name, Func<MiningOptions, MiningOptions> Apply)
{
    /// <summary>The strategies that the method is compared with, the sequence in its forms, every curve and every scale.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        new("easiest", mining => mining with { Strategy = Strategy.Easiest }),
        new("hardest", mining => mining with { Strategy = Strategy.Hardest }),
        new("random", mining => mining with { Strategy = Strategy.Random }),
        new("semi-hard", mining => mining with { Strategy = Strategy.SemiHard }),
        new("constant", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Constant, Cycles = 1 })),
        new("sigmoid", mining => Sequence(mining, schedule => schedule with { Cycles = 1 })),
        new("cyclic-sigmoid", mining => Sequence(mining, schedule => schedule with { Cycles = mining.Epochs })),
        new("linear", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Linear, Cycles = mining.Epochs })),
        new("sine", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Sine, Cycles = mining.Epochs })),
        new("tanh", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Tanh, Cycles = mining.Epochs })),
        new("logarithmic", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Logarithmic, Cycles = mining.Epochs })),
        new("exponential", mining => Sequence(mining, schedule => schedule with { Curve = Curve.Exponential, Cycles = mining.Epochs })),
        new("rank", mining => Sequence(mining, schedule => schedule with { Cycles = mining.Epochs }) with { Scale = Scale.Rank }),
        new("log-rank", mining => Sequence(mining, schedule => schedule with { Cap = 1, Cycles = mining.Epochs }) with { Scale = Scale.LogRank }),
        new("relative", mining => Sequence(mining, schedule => schedule with { Floor = 0.45, Cap = 0.75, Cycles = 1 }) with { Scale = Scale.Relative }),
    ];

    private static MiningOptions Sequence(MiningOptions mining, Func<HardnessSchedule, HardnessSchedule> change) =>
        mining with { Strategy = Strategy.Sequence, Schedule = change(mining.Schedule) };
}
