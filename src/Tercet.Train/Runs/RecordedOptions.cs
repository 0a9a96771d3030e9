using Tercet.CommandLine.Data;
using Tercet.Torch.Training;

namespace Tercet.Train.Runs;

/// <summary>The options of a training run, named as on the command line; the distance is among those of mining.</summary>
internal sealed record RecordedOptions
{
    public required ManifestOptions Mining { get; init; }

    /// <summary>The loss with all its parameters.</summary>
    public required string Loss { get; init; }

    public required bool UnitLength { get; init; }

    /// <summary>NT-Xent temperature; null where no strategy of a comparison has that loss.</summary>
    public double? Temperature { get; init; }

    /// <summary>Triplets per batch; null for batches of classes.</summary>
    public int? BatchSize { get; init; }

    public required double LearningRate { get; init; }

    public required bool Remine { get; init; }

    public double? Adaptive { get; init; }

    public required OnCollapse OnCollapse { get; init; }

    /// <summary>Threads of torch; null in a comparison, where each training run has one.</summary>
    public int? Threads { get; init; }

    /// <summary>The strategies of a comparison.</summary>
    public IReadOnlyList<string>? Strategies { get; init; }

    /// <summary>Training runs per strategy.</summary>
    public int? Seeds { get; init; }

    /// <param name="options">The options.</param>
    /// <param name="files">The files of the data.</param>
    /// <param name="split">The split; for a comparison, that of the first seed.</param>
    public static RecordedOptions From(TrainingOptions options, DataFiles files, DataSplit split) => new()
    {
        Mining = files.WithColumns(ManifestOptions.From(options.Mining, split)) with { TestTriplets = null },
        Loss = options.Sequence.LossIdentity,
        UnitLength = options.UnitLength,
        BatchSize = (options.Sequence as TripletTraining)?.BatchSize,
        LearningRate = options.LearningRate,
        Remine = options.Remine,
        Adaptive = options.AdaptiveTarget,
        OnCollapse = options.OnCollapse,
    };

    /// <summary>Adds the size of batches that some strategies of a comparison have.</summary>
    /// <param name="shape">The size; null where no strategy has batches.</param>
    /// <param name="temperature">NT-Xent temperature.</param>
    public RecordedOptions WithBatches(BatchOptions? shape, double temperature) => shape is null ? this : this with
    {
        Mining = Mining with
        {
            ClassesPerBatch = shape.ClassesPerBatch,
            SamplesPerClass = shape.SamplesPerClass,
            LastBatch = EnumNames.ToKebabCase(shape.LastBatch),
        },
        Temperature = temperature,
    };
}
