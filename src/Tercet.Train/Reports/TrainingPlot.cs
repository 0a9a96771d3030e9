using Tercet.CommandLine.Reports;
using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>The course of one training.</summary>
internal static class TrainingPlot
{
    private static readonly PlotSize Size = new(800, 560);

    public static Figure Draw(IReadOnlyList<EpochResult> results, double lossAtCollapse)
    {
        const string Title = "Training, epoch by epoch";
        var note = Invariant($"{results.Sum(result => (long)result.Triplets):N0} triplets in {results.Count:N0} {(results.Count == 1 ? "epoch" : "epochs")}");
        return new Figure(EpochPanels.Draw([new EpochSeries("training", 0, lossAtCollapse, [results])]), 2, Size, Title, new FigureHeader(Title, [], note));
    }
}
