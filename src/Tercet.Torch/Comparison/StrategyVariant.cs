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

    /// <summary>Cycles per epoch of the strategies that mix their hardness values.</summary>
    private const int MixedCycles = 20;

    /// <summary>Whether its target hardness is a schedule's, so that the order of its values can be another.</summary>
    public bool FollowsSchedule { get; init; }

    /// <summary>
    /// On triplets: the usual baselines, the hardness schedule with every curve and every scheduled selector, and adaptive
    /// hardness.
    /// </summary>
    public static IReadOnlyList<StrategyVariant> All { get; } =
    [
        Baseline("easiest", NegativeSelector.Easiest),
        Baseline("hardest", NegativeSelector.Hardest),
        Baseline("random", NegativeSelector.Random),
        Baseline("semi-hard", NegativeSelector.SemiHard),
        Scheduled("constant", (schedule, _) => schedule with { Curve = HardnessCurve.Constant, Cycles = 1 }),
        Scheduled("constant-mean", (schedule, _) => HardnessSchedule.Constant(schedule.MeanHardness)),
        Scheduled("sigmoid", (schedule, _) => schedule with { Cycles = 1 }),
        Cyclic("cyclic-sigmoid", schedule => schedule),
        Cyclic("linear", schedule => schedule with { Curve = HardnessCurve.Linear }),
        Cyclic("sine", schedule => schedule with { Curve = HardnessCurve.Sine }),
        Cyclic("tanh", schedule => schedule with { Curve = HardnessCurve.Tanh() }),
        Cyclic("logarithmic", schedule => schedule with { Curve = HardnessCurve.Logarithmic() }),
        Cyclic("exponential", schedule => schedule with { Curve = HardnessCurve.Exponential() }),
        Cyclic("rank", schedule => schedule, NegativeSelector.Rank),
        Cyclic("log-rank", schedule => schedule with { Cap = 1 }, NegativeSelector.LogRank),
        Scheduled(
            "relative", (schedule, _) => schedule with { Floor = 0.45, Cap = 0.75, Cycles = 1 }, NegativeSelector.Relative),
        Scheduled("boundary", (_, _) => HardnessSchedule.Constant(0.45), NegativeSelector.Relative),
        Scheduled("mixed", (schedule, mining) => Mixed(schedule, mining, 0.5, 1), NegativeSelector.Range),
        Scheduled("mixed-relative", (schedule, mining) => Mixed(schedule, mining, 0.3, 0.55), NegativeSelector.Relative),
        new("adaptive", training =>
            Change(training, (schedule, _) => schedule with { Cycles = 1 }, NegativeSelector.Range) with { AdaptiveTarget = 0.5 }),
    ];

    /// <summary>The same strategy with its hardness values in another order.</summary>
    /// <param name="order">The order.</param>
    public StrategyVariant WithOrder(HardnessOrder order) => this with
    {
        Name = $"{Name}+{EnumNames.ToKebabCase(order)}",
        Apply = training => Reorder(Apply(training), order),
    };

    /// <summary>Whether this is another strategy, in whatever order.</summary>
    /// <param name="other">The other strategy.</param>
    public bool IsOf(StrategyVariant other) =>
        Name == other?.Name || Name.StartsWith(other?.Name + "+", StringComparison.Ordinal);

    /// <summary>On batches: each of the library's losses with each kind of batch.</summary>
    /// <param name="shape">The size of the batches, and the handling of the last batch of a pass.</param>
    /// <param name="semiHard">The loss semi-hard.</param>
    /// <param name="batchHard">The loss batch-hard.</param>
    /// <param name="ntXent">The loss NT-Xent.</param>
    public static IReadOnlyList<StrategyVariant> InBatches(
        BatchOptions shape, SemiHardLoss semiHard, BatchHardLoss batchHard, NtXentLoss ntXent) =>
    [
        .. InBatches("semi-hard", semiHard, shape),
        .. InBatches("batch-hard", batchHard, shape),
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
            Variant("sigmoid", mining => mining, followsSchedule: true),
            Variant("groups", mining => mining with
            {
                GroupSize = Math.Min(ClassesPerGroup, shape.ClassesPerBatch),
                Schedule = mining.Schedule with { Floor = 0.3 },
            }, followsSchedule: true),
            Variant("groups-2", mining => mining with { GroupSize = 2, Selector = NegativeSelector.Hardest }),
            Variant("groups-4", mining => mining with
            {
                GroupSize = Math.Min(4, shape.ClassesPerBatch), Selector = NegativeSelector.Hardest,
            }),
        ];

        StrategyVariant Variant(string kind, Func<BatchOptions, BatchOptions> change, bool followsSchedule = false) =>
            new($"{name}+{kind}", training => training with
            {
                AdaptiveTarget = null,
                Sequence = new BatchTraining { Loss = loss, Options = change(ToBatches(training, shape)) },
            })
            {
                FollowsSchedule = followsSchedule,
            };
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

    private static TrainingOptions Reorder(TrainingOptions training, HardnessOrder order) => training with
    {
        Mining = training.Mining with { Schedule = training.Mining.Schedule with { Order = order } },
    };

    private static StrategyVariant Baseline(string name, INegativeSelector selector) =>
        new(name, training => training with { AdaptiveTarget = null, Mining = training.Mining with { Selector = selector } });

    /// <summary>A schedule with one cycle per epoch.</summary>
    private static StrategyVariant Cyclic(
        string name, Func<HardnessSchedule, HardnessSchedule> change, INegativeSelector? selector = null) =>
        Scheduled(name, (schedule, mining) => change(schedule) with { Cycles = mining.Epochs }, selector);

    /// <summary>Hardness values in such short cycles that each batch has nearly all of them.</summary>
    private static HardnessSchedule Mixed(HardnessSchedule schedule, TripletOptions mining, double floor, double cap) => schedule with
    {
        Curve = HardnessCurve.Linear,
        Floor = floor,
        Cap = cap,
        Cycles = mining.Epochs * Math.Min(MixedCycles, mining.TripletsPerEpoch),
    };

    private static StrategyVariant Scheduled(
        string name, Func<HardnessSchedule, TripletOptions, HardnessSchedule> change, INegativeSelector? selector = null) =>
        new(name, training => Change(training, change, selector ?? NegativeSelector.Range)) { FollowsSchedule = true };

    private static TrainingOptions Change(
        TrainingOptions training, Func<HardnessSchedule, TripletOptions, HardnessSchedule> change, INegativeSelector selector) => training with
        {
            AdaptiveTarget = null,
            Mining = training.Mining with
            {
                Selector = selector,
                Schedule = change(training.Mining.Schedule, (TripletOptions)training.Mining),
            },
        };
}
