using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Torch.Comparison;

/// <summary>One of the strategies that a <see cref="StrategyComparison"/> compares.</summary>
/// <param name="Name">Its name in tables and files: lower-case letters, <c>-</c> and <c>+</c>.</param>
/// <param name="Apply">Makes its training options from those that all variants share.</param>
/// <example>
/// <code>
/// var steep = new StrategyVariant("steep-sigmoid", training => training with
/// {
///     Mining = training.Mining with { Schedule = training.Mining.Schedule with { Growth = 6 } },
/// });
/// </code>
/// </example>
public sealed record StrategyVariant(string Name, Func<TrainingOptions, TrainingOptions> Apply)
{
    private const int GroupSize = 8;

    /// <summary>
    /// On triplets: the usual baselines, the hardness schedule with every curve and every scale, and adaptive hardness.
    /// </summary>
    public static IReadOnlyList<StrategyVariant> All { get; } =
    [
        Baseline("easiest", Strategy.Easiest),
        Baseline("hardest", Strategy.Hardest),
        Baseline("random", Strategy.Random),
        Baseline("semi-hard", Strategy.SemiHard),
        new("constant", training => Scheduled(training, schedule => schedule with { Curve = Curve.Constant, Cycles = 1 })),
        new("sigmoid", training => Scheduled(training, schedule => schedule with { Cycles = 1 })),
        Cyclic("cyclic-sigmoid", schedule => schedule),
        Cyclic("linear", schedule => schedule with { Curve = Curve.Linear }),
        Cyclic("sine", schedule => schedule with { Curve = Curve.Sine }),
        Cyclic("tanh", schedule => schedule with { Curve = Curve.Tanh }),
        Cyclic("logarithmic", schedule => schedule with { Curve = Curve.Logarithmic }),
        Cyclic("exponential", schedule => schedule with { Curve = Curve.Exponential }),
        Cyclic("rank", schedule => schedule, Scale.Rank),
        Cyclic("log-rank", schedule => schedule with { Cap = 1 }, Scale.LogRank),
        new("relative", training => Scheduled(
            training, schedule => schedule with { Floor = 0.45, Cap = 0.75, Cycles = 1 }, Scale.Relative)),
        new("adaptive", training => Scheduled(training, schedule => schedule with { Cycles = 1 }) with { AdaptiveTarget = 0.5 }),
    ];

    /// <summary>On batches: each of the library's losses with each kind of batch.</summary>
    /// <param name="shape">The size of the batches, and the handling of the last batch of a pass.</param>
    /// <param name="triplet">The loss of a triplet, in semi-hard and batch-hard.</param>
    /// <param name="ntXent">The loss NT-Xent.</param>
    public static IReadOnlyList<StrategyVariant> InBatches(BatchOptions shape, TripletLoss triplet, NtXentLoss ntXent) =>
    [
        .. InBatches("semi-hard", new SemiHardLoss { Triplet = triplet }, shape),
        .. InBatches("batch-hard", new BatchHardLoss { Triplet = triplet }, shape),
        .. InBatches("nt-xent", ntXent, shape),
    ];

    /// <summary>
    /// On batches: a loss with batches of random classes, of the hardest for each other, and of classes whose hardness rises from
    /// 0 to 1 along one sigmoid, with the whole batch as one group, or from 0.3 in groups of eight. An epoch has as many images
    /// as one of the shared options' triplets.
    /// </summary>
    /// <param name="name">The loss's name, which the names of the variants begin with.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="shape">The size of the batches, and the handling of the last batch of a pass.</param>
    public static IReadOnlyList<StrategyVariant> InBatches(string name, IBatchLoss loss, BatchOptions shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return
        [
            Variant("random", mining => mining with { Strategy = Strategy.Random }),
            Variant("hardest", mining => mining with { Strategy = Strategy.Hardest }),
            Variant("sigmoid", mining => mining),
            Variant("groups", mining => mining with
            {
                Group = Math.Min(GroupSize, shape.ClassesPerBatch),
                Schedule = mining.Schedule with { Floor = 0.3 },
            }),
        ];

        StrategyVariant Variant(string kind, Func<BatchOptions, BatchOptions> change) =>
            new($"{name}+{kind}", training => training with
            {
                AdaptiveTarget = null,
                Sequence = new BatchTraining { Loss = loss, Options = change(ToBatches(training, shape)) },
            });
    }

    /// <summary>Batches with as many images per epoch as triplets have.</summary>
    private static BatchOptions ToBatches(TrainingOptions training, BatchOptions shape)
    {
        var shared = training.Sequence is TripletTraining triplets ? triplets.Options : throw new ArgumentException(
            $"`Sequence` is {training.Sequence.GetType().Name}; expected TripletTraining, which sets the variants' length.",
            nameof(training));
        var images = 3L * shared.Triplets;
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

    private static StrategyVariant Baseline(string name, Strategy strategy) =>
        new(name, training => training with { AdaptiveTarget = null, Mining = training.Mining with { Strategy = strategy } });

    /// <summary>A schedule with one cycle per epoch.</summary>
    private static StrategyVariant Cyclic(
        string name, Func<HardnessSchedule, HardnessSchedule> change, Scale scale = Scale.Range) =>
        new(name, training => Scheduled(training, schedule => change(schedule) with { Cycles = training.Mining.Epochs }, scale));

    private static TrainingOptions Scheduled(
        TrainingOptions training, Func<HardnessSchedule, HardnessSchedule> change, Scale scale = Scale.Range) => training with
        {
            AdaptiveTarget = null,
            Mining = training.Mining with
            {
                Strategy = Strategy.Sequence,
                Schedule = change(training.Mining.Schedule),
                Scale = scale,
            },
        };
}
