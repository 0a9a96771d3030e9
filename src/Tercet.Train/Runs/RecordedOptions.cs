using Tercet.Cli.Commands;
using Tercet.Train.Commands;
using Tercet.Torch.Losses;
using Tercet.Torch.Training;

namespace Tercet.Train.Runs;

/// <summary>The options of a training, by the names of the command line's; the distance is among those of mining.</summary>
internal sealed record RecordedOptions
{
    public required ManifestOptions Mining { get; init; }
    /// <summary>The margin; null for NT-Xent.</summary>
    public double? Margin { get; init; }

    /// <summary>Whether it is soft; null for NT-Xent.</summary>
    public bool? SoftMargin { get; init; }

    public required bool UnitLength { get; init; }

    /// <summary>The loss within a batch; null for triplets.</summary>
    public BatchLossKind? Loss { get; init; }

    /// <summary>τ of NT-Xent; null for other losses.</summary>
    public double? Temperature { get; init; }

    /// <summary>Triplets a batch; null for batches of classes.</summary>
    public int? BatchSize { get; init; }

    public required double LearningRate { get; init; }
    public required bool Remine { get; init; }
    public double? Adaptive { get; init; }
    public required OnCollapse OnCollapse { get; init; }

    /// <summary>Threads of torch; null in a comparison, where each training has one.</summary>
    public int? Threads { get; init; }

    /// <summary>The strategies of a comparison.</summary>
    public IReadOnlyList<string>? Strategies { get; init; }

    /// <summary>The trainings of each.</summary>
    public int? Seeds { get; init; }

    /// <param name="options">The options.</param>
    /// <param name="files">The files of the data.</param>
    /// <param name="shape">The size of batches beside triplets; null for none.</param>
    public static RecordedOptions From(TrainingOptions options, DataFiles files, BatchOptions? shape = null) => new()
    {
        Mining = files.WithColumns(ManifestOptions.From(options.Mining)).WithBatches(shape) with { TestTriplets = null },
        Margin = TripletOf(options.Sequence)?.Margin,
        SoftMargin = TripletOf(options.Sequence)?.SoftMargin,
        UnitLength = options.UnitLength,
        Loss = (options.Sequence as BatchTraining)?.Loss switch
        {
            SemiHardLoss => BatchLossKind.SemiHard,
            BatchHardLoss => BatchLossKind.BatchHard,
            NtXentLoss => BatchLossKind.NtXent,
            _ => null,
        },
        Temperature = (options.Sequence as BatchTraining)?.Loss is NtXentLoss { Temperature: var temperature } ? temperature : null,
        BatchSize = (options.Sequence as TripletTraining)?.BatchSize,
        LearningRate = options.LearningRate,
        Remine = options.Remine,
        Adaptive = options.AdaptiveTarget,
        OnCollapse = options.OnCollapse,
    };

    private static TripletLoss? TripletOf(TrainingSequence sequence) => sequence switch
    {
        TripletTraining triplets => triplets.Loss,
        BatchTraining { Loss: SemiHardLoss loss } => loss.Triplet,
        BatchTraining { Loss: BatchHardLoss loss } => loss.Triplet,
        _ => null,
    };
}
