using Tercet.Mining;
using Tercet.Sequencing;
using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>A strategy in a comparison.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Apply">How it trains, made from what all contenders share.</param>
public sealed record Contender(string Name, Func<TrainingOptions, TrainingOptions> Apply)
{
    /// <summary>The strategies that the method is compared with, the sequence in its forms, every curve and every scale, and the closed loop.</summary>
    public static IReadOnlyList<Contender> All { get; } =
    [
        new("easiest", training => Mine(training, Strategy.Easiest)),
        new("hardest", training => Mine(training, Strategy.Hardest)),
        new("random", training => Mine(training, Strategy.Random)),
        new("semi-hard", training => Mine(training, Strategy.SemiHard)),
        new("constant", training => Sequence(training, schedule => schedule with { Curve = Curve.Constant, Cycles = 1 })),
        new("sigmoid", training => Sequence(training, schedule => schedule with { Cycles = 1 })),
        new("cyclic-sigmoid", training => Sequence(training, schedule => schedule with { Cycles = training.Mining.Epochs })),
        new("linear", training => Sequence(training, schedule => schedule with { Curve = Curve.Linear, Cycles = training.Mining.Epochs })),
        new("sine", training => Sequence(training, schedule => schedule with { Curve = Curve.Sine, Cycles = training.Mining.Epochs })),
        new("tanh", training => Sequence(training, schedule => schedule with { Curve = Curve.Tanh, Cycles = training.Mining.Epochs })),
        new("logarithmic", training => Sequence(training, schedule => schedule with { Curve = Curve.Logarithmic, Cycles = training.Mining.Epochs })),
        new("exponential", training => Sequence(training, schedule => schedule with { Curve = Curve.Exponential, Cycles = training.Mining.Epochs })),
        new("rank", training => Sequence(training, schedule => schedule with { Cycles = training.Mining.Epochs }, Scale.Rank)),
        new("log-rank", training => Sequence(training, schedule => schedule with { Cap = 1, Cycles = training.Mining.Epochs }, Scale.LogRank)),
        new("relative", training => Sequence(training, schedule => schedule with { Floor = 0.45, Cap = 0.75, Cycles = 1 }, Scale.Relative)),
        new("adaptive", training => Sequence(training, schedule => schedule with { Cycles = 1 }) with { AdaptiveTarget = 0.5 }),
    ];

    private static TrainingOptions Mine(TrainingOptions training, Strategy strategy) =>
        training with { AdaptiveTarget = null, Mining = training.Mining with { Strategy = strategy } };

    private static TrainingOptions Sequence(TrainingOptions training, Func<HardnessSchedule, HardnessSchedule> change, Scale scale = Scale.Range) =>
        training with { AdaptiveTarget = null, Mining = training.Mining with { Strategy = Strategy.Sequence, Schedule = change(training.Mining.Schedule), Scale = scale } };
}
