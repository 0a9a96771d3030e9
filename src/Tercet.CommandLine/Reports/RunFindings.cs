using Tercet.CommandLine.Findings;

namespace Tercet.CommandLine.Reports;

/// <summary>What was found while a run was written, for its report: of triplets, or of the groups of batches.</summary>
internal sealed record RunFindings
{
    /// <summary>The hardness on the run's own scale; null where it is the recorded one, or cannot be known.</summary>
    public SequenceSummary? OwnScale { get; init; }

    /// <summary>The scale of target hardness, where that of the actual hardness is another; null where they are the same.</summary>
    public string? TargetScale { get; init; }

    /// <summary>How well hardness followed its target.</summary>
    public required HardnessFit Fit { get; init; }

    /// <summary>Classes of the hard half of the hardness range.</summary>
    public required ClassConfusions Confusions { get; init; }

    /// <summary>d_ap and d_an; for batches the distances of members from their seed class.</summary>
    public required DistanceHistogram Distances { get; init; }

    /// <summary>Easy, middle and hard triplets.</summary>
    public IReadOnlyList<HardnessBand<TripletExample>> TripletBands { get; init; } = [];

    /// <summary>The hardest triplets.</summary>
    public IReadOnlyList<TripletExample> Hardest { get; init; } = [];

    /// <summary>Triplets whose negative is nearer than the positive, the most doubtful first.</summary>
    public IReadOnlyList<TripletExample> Doubtful { get; init; } = [];

    /// <summary>Easy, middle and hard groups.</summary>
    public IReadOnlyList<HardnessBand<BatchExample>> GroupBands { get; init; } = [];

    /// <summary>The hardest members, each with its seed class.</summary>
    public IReadOnlyList<BatchExample> HardestGroups { get; init; } = [];
}
