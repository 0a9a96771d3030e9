namespace Tercet.CommandLine.Reports;

/// <summary>Hardness over a sequence, in step order: at least one point, all numbers finite.</summary>
/// <param name="Name">The name in the legend.</param>
/// <param name="Steps">The step of each point, ascending.</param>
/// <param name="Target">The target hardness; null for a strategy without one.</param>
/// <param name="Actual">The hardness of the selected negative.</param>
public sealed record HardnessSeries(string Name, double[] Steps, double[]? Target, double[] Actual)
{
    /// <summary>How many points there are in all, where these are a sample.</summary>
    public long Total { get; init; } = Actual.Length;

    /// <summary>What the axis of the hardness says.</summary>
    public string Label { get; init; } = HardnessAxes.Label;

    /// <summary>Whether each point is a member of a batch's group rather than a triplet.</summary>
    public bool OfBatches { get; init; }
}
