using Tercet.CommandLine.Data;
using Tercet.CommandLine.Reports;
using static System.FormattableString;

namespace Tercet.CommandLine.Runs;

/// <summary>What <c>tercet mine</c> did.</summary>
public sealed record MineResult(string Folder, RunManifest Manifest, SequenceSummary Train, (long Compared, long Measured) Distances)
{
    public void Print(ProgressDisplay display) => RunSummary.PrintNew(Folder, Manifest, Train, [("distances", DistanceWords()), ("time", display.Times)]);

    private string DistanceWords() => Invariant($"{Distances.Compared:N0} compared, {100.0 * Distances.Measured / Math.Max(1, Distances.Compared):0.###} % of them decided in float64");
}
