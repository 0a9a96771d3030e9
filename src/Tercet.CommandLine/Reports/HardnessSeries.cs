using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>The hardness of one strategy's triplets, or classes in batches, in step order: at least one, all numbers finite.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Steps">The step of each, ascending.</param>
/// <param name="Asked">The hardness asked for; null for a strategy without a target.</param>
/// <param name="Got">The hardness of the negative that was found.</param>
public sealed record HardnessSeries(string Name, double[] Steps, double[]? Asked, double[] Got)
{
    /// <summary>How many these stand for, where they are a selection.</summary>
    public long All { get; init; } = Got.Length;

    /// <summary>What each of them is, with its article.</summary>
    public string Noun { get; init; } = "a triplet";
}
