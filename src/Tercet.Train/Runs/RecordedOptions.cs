using Tercet.Cli.Commands;
using Tercet.Mining;
using Tercet.Runs;
using Tercet.Torch.Training;

namespace Tercet.Train.Runs;

/// <summary>The options of a training, by the names of the command line's; the distance is among those of mining.</summary>
internal sealed record RecordedOptions
{
    public required ManifestOptions Mining { get; init; }
    public required double Margin { get; init; }
    public required bool SoftMargin { get; init; }
    public required bool UnitLength { get; init; }
    public required int BatchSize { get; init; }
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

    public static RecordedOptions From(TrainingOptions options, DataFiles files) => new()
    {
        Mining = files.WithColumns(ManifestOptions.From(options.Mining, new StepRange(0, options.Mining.TotalSteps))) with { TestTriplets = 0 },
        Margin = options.Loss.Margin,
        SoftMargin = options.Loss.SoftMargin,
        UnitLength = options.UnitLength,
        BatchSize = options.BatchSize,
        LearningRate = options.LearningRate,
        Remine = options.Remine,
        Adaptive = options.AdaptiveTarget,
        OnCollapse = options.OnCollapse,
    };
}
