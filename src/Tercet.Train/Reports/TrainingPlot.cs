using Tercet.CommandLine.Reports;
using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>One training run over its epochs.</summary>
internal static class TrainingPlot
{
    private static readonly PlotSize Size = new(800, 560);

    public static Figure Draw(IReadOnlyList<EpochResult> results, double lossAtCollapse)
    {
        const string Title = "Training run by epoch";
        var triplets = results.Sum(result => (long)result.Triplets);
        var note = Invariant($"{triplets:N0} triplets in {results.Count:N0} {(results.Count == 1 ? "epoch" : "epochs")}");
        var panels = EpochPanels.Draw([new EpochSeries("training run", 0, lossAtCollapse, [results])]);
        return new Figure(panels, 2, Size, Title, new FigureHeader(Title, [], note));
    }
}
