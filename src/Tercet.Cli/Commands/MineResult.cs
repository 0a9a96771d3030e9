using Tercet.Mining;
using Tercet.Runs;
using static System.FormattableString;

namespace Tercet.Cli.Commands;

/// <summary>What <c>tercet mine</c> did.</summary>
internal sealed record MineResult(string Folder, RunManifest Manifest, SequenceSummary Train, IReadOnlyList<MiningStatistics> Splits)
{
    public void Print(ProgressDisplay display) => RunSummary.PrintNew(Folder, Manifest, Train, [("distances", Distances()), ("time", display.Times)]);

    private string Distances()
    {
        var compared = Splits.Sum(split => split.DistancesCompared);
        var measured = Splits.Sum(split => split.ReferenceDistances);
        return Invariant($"{compared:N0} compared, {100.0 * measured / Math.Max(1, compared):0.###} % of them decided in float64");
    }
}
