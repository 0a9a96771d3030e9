using Tercet.CommandLine.Parts;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>The result of <see cref="MineJob"/>.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Train">Summary statistics of the training sequence.</param>
/// <param name="Statistics">The distances of both splits.</param>
public sealed record MineResult(
    string Folder, RunManifest Manifest, SequenceSummary Train, MiningStatistics Statistics) : IPartedResult
{
    /// <inheritdoc/>
    public void Print(ProgressDisplay display)
    {
        ArgumentNullException.ThrowIfNull(display);
        RunSummary.PrintNew(Folder, Manifest, Train, [.. Distances(), ("time", display.Times)]);
    }

    /// <inheritdoc/>
    public string ToJson() => RunSummary.ToJson(Folder, Manifest, Train);

    /// <summary>The distances, where they were compared by this process.</summary>
    private IEnumerable<(string, string)> Distances()
    {
        var share = Math.Min(100, 100.0 * Statistics.ReferenceDistances / Math.Max(1, Statistics.DistancesCompared));
        if (Statistics.DistancesCompared > 0)
            yield return (
                "distances",
                Invariant($"{Statistics.DistancesCompared:N0} compared, {share:0.###} % of them recomputed in float64"));
    }
}
