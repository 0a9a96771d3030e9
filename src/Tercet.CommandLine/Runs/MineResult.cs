using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>The result of <see cref="MineJob"/>.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Train">Summary statistics of the training sequence.</param>
/// <param name="Statistics">The distances of both splits.</param>
public sealed record MineResult(
    string Folder, RunManifest Manifest, SequenceSummary Train, MiningStatistics Statistics)
{
    /// <summary>Prints the run.</summary>
    /// <param name="display">Has measured the time.</param>
    public void Print(ProgressDisplay display)
    {
        ArgumentNullException.ThrowIfNull(display);
        var share = Math.Min(100, 100.0 * Statistics.ReferenceDistances / Math.Max(1, Statistics.DistancesCompared));
        RunSummary.PrintNew(
            Folder, Manifest, Train,
            [
                (
                    "distances",
                    Invariant($"{Statistics.DistancesCompared:N0} compared, {share:0.###} % of them recomputed in float64")),
                ("time", display.Times),
            ]);
    }
}
