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
///     Mining = training.Mining with { Schedule = training.Mining.Schedule with { Curve = HardnessCurve.Sigmoid(growth: 6) } },
/// });
/// </code>
/// </example>
public sealed record StrategyVariant(string Name, Func<TrainingOptions, TrainingOptions> Apply)
{
    private const int ClassesPerGroup = 8;

    /// <summary>
    /// On triplets: the usual baselines, the hardness schedule with every curve and every scheduled selector, and adaptive hardness.
    /// </summary>
    public static IReadOnlyList<StrategyVariant> All { get; } =
    [
        Baseline("easiest", NegativeSelector.Easiest),
        Baseline("hardest", NegativeSelector.Hardest),
        Baseline("random", NegativeSelector.Random),
        Baseline("semi-hard", NegativeSelector.SemiHard),
        new("constant", training => Scheduled(training, schedule => schedule with { Curve = HardnessCurve.Constant, Cycles = 1 })),
        new("sigmoid", training => Scheduled(training, schedule => schedule with { Cycles = 1 })),
        Cyclic("cyclic-sigmoid", schedule => schedule),
        Cyclic("linear", schedule => schedule with { Curve = HardnessCurve.Linear }),
        Cyclic("sine", schedule => schedule with { Curve = HardnessCurve.Sine }),
        Cyclic("tanh", schedule => schedule with { Curve = HardnessCurve.Tanh() }),
        Cyclic("logarithmic", schedule => schedule with { Curve = HardnessCurve.Logarithmic() }),
        Cyclic("exponential", schedule => schedule with { Curve = HardnessCurve.Exponential() }),
        Cyclic("rank", schedule => schedule, NegativeSelector.Rank),
        Cyclic("log-rank", schedule => schedule with { Cap = 1 }, NegativeSelector.LogRank),
        new("relative", training => Scheduled(
            training, schedule => schedule with { Floor = 0.45, Cap = 0.75, Cycles = 1 }, NegativeSelector.Relative)),
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
            Variant("random", mining => mining with { Selector = NegativeSelector.Random }),
            Variant("hardest", mining => mining with { Selector = NegativeSelector.Hardest }),
            Variant("sigmoid", mining => mining),
            Variant("groups", mining => mining with
            {
                GroupSize = Math.Min(ClassesPerGroup, shape.ClassesPerBatch),
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
        var images = 3L * shared.TripletsPerEpoch;
        var size = (long)shape.ClassesPerBatch * shape.SamplesPerClass;
        return new BatchOptions
        {
            ClassesPerBatch = shape.ClassesPerBatch,
            SamplesPerClass = shape.SamplesPerClass,
            LastBatch = shape.LastBatch,
            BatchesPerEpoch = (int)((images + size - 1) / size),
            Epochs = shared.Epochs,
            MinDistance = shared.MinDistance,
            Seed = shared.Seed,
            MaxDegreeOfParallelism = shared.MaxDegreeOfParallelism,
        };
    }

    private static StrategyVariant Baseline(string name, INegativeSelector selector) =>
        new(name, training => training with { AdaptiveTarget = null, Mining = training.Mining with { Selector = selector } });

    /// <summary>A schedule with one cycle per epoch.</summary>
    private static StrategyVariant Cyclic(
        string name, Func<HardnessSchedule, HardnessSchedule> change, INegativeSelector? selector = null) =>
        new(name, training => Scheduled(training, schedule => change(schedule) with { Cycles = training.Mining.Epochs }, selector));

    private static TrainingOptions Scheduled(
        TrainingOptions training, Func<HardnessSchedule, HardnessSchedule> change, INegativeSelector? selector = null) => training with
        {
            AdaptiveTarget = null,
            Mining = training.Mining with
            {
                Selector = selector ?? NegativeSelector.Range,
                Schedule = change(training.Mining.Schedule),
            },
        };
}
