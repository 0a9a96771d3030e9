using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>The result of <see cref="MineJob"/>.</summary>
/// <param name="Folder">The run's folder.</param>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Train">Summary statistics of the training sequence.</param>
/// <param name="Distances">Distances that were compared, and those of them that were resolved in float64.</param>
public sealed record MineResult(
    string Folder, RunManifest Manifest, SequenceSummary Train, (long Compared, long InFloat64) Distances)
{
    /// <summary>Prints the run.</summary>
    /// <param name="display">Has measured the time.</param>
    public void Print(ProgressDisplay display)
    {
        ArgumentNullException.ThrowIfNull(display);
        var share = 100.0 * Distances.InFloat64 / Math.Max(1, Distances.Compared);
        RunSummary.PrintNew(
            Folder, Manifest, Train,
            [
                ("distances", Invariant($"{Distances.Compared:N0} compared, {share:0.###} % of them resolved in float64")),
                ("time", display.Times),
            ]);
    }
}
