using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>A strategy in a comparison.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Apply">How it trains, made from what all contenders share.</param>
public sealed record Contender(string Name, Func<TrainingOptions, TrainingOptions> Apply)
{
    private const int GroupSize = 8;

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

    /// <summary>
    /// Each in-batch loss on batches of random classes, of the hardest for each other, and of such whose hardness rises from 0 to 1 along one sigmoid, the whole batch one group or, from 0.3 on, in
    /// groups of eight. An epoch has as many images as the triplets that all contenders share.
    /// </summary>
    /// <param name="shape">The size of the batches, and what becomes of the last of a pass.</param>
    public static IReadOnlyList<Contender> InBatches(BatchOptions shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var group = Math.Min(GroupSize, shape.ClassesPerBatch);
        return
        [
            .. Enum.GetValues<InBatchLoss>().SelectMany(loss => new (string Classes, Func<BatchOptions, BatchOptions> Apply)[]
            {
                ("random", mining => mining with { Strategy = Strategy.Random }),
                ("hardest", mining => mining with { Strategy = Strategy.Hardest }),
                ("sigmoid", mining => mining),
                ("groups", mining => mining with { Group = group, Schedule = mining.Schedule with { Floor = 0.3 } }),
            }.Select(kind => new Contender($"{EnumNames.ToKebabCase(loss)}+{kind.Classes}", training => training with { AdaptiveTarget = null, InBatch = loss, Mining = kind.Apply(Batches(training.Mining, shape)) }))),
        ];
    }

    /// <summary>As many images an epoch as triplets have, in batches.</summary>
    private static BatchOptions Batches(MiningOptions shared, BatchOptions shape)
    {
        var images = 3L * ((TripletOptions)shared).Triplets;
        var size = (long)shape.ClassesPerBatch * shape.SamplesPerClass;
        return new BatchOptions
        {
            ClassesPerBatch = shape.ClassesPerBatch,
            SamplesPerClass = shape.SamplesPerClass,
            Last = shape.Last,
            Batches = (int)((images + size - 1) / size),
            Epochs = shared.Epochs,
            TestRatio = shared.TestRatio,
            SplitBy = shared.SplitBy,
            MinDistance = shared.MinDistance,
            Seed = shared.Seed,
            MaxDegreeOfParallelism = shared.MaxDegreeOfParallelism,
        };
    }

    private static TrainingOptions Mine(TrainingOptions training, Strategy strategy) =>
        training with { AdaptiveTarget = null, Mining = training.Mining with { Strategy = strategy } };

    private static TrainingOptions Sequence(TrainingOptions training, Func<HardnessSchedule, HardnessSchedule> change, Scale scale = Scale.Range) =>
        training with { AdaptiveTarget = null, Mining = training.Mining with { Strategy = Strategy.Sequence, Schedule = change(training.Mining.Schedule), Scale = scale } };
}
