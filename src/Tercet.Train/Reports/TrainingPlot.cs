using Tercet.CommandLine.Reports;
using Tercet.Torch.Training;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>One training run over its epochs.</summary>
internal static class TrainingPlot
{
    private static readonly PlotSize Size = new(800, 560), Narrow = new(390, 1000);

    /// <param name="results">The epochs.</param>
    /// <param name="lossAtCollapse">The loss at collapse.</param>
    /// <param name="narrow">Whether it is for a narrow screen. Default false.</param>
    public static Figure Draw(IReadOnlyList<EpochResult> results, double lossAtCollapse, bool narrow = false)
    {
        const string Title = "Training run by epoch";
        var triplets = results.Sum(result => (long)result.Triplets);
        var note = Invariant($"{triplets:N0} triplets in {results.Count:N0} {(results.Count == 1 ? "epoch" : "epochs")}");
        var panels = EpochPanels.Draw([new EpochSeries("training run", 0, lossAtCollapse, [results])]);
        return new Figure(panels, narrow ? 1 : 2, narrow ? Narrow : Size, Title, new FigureHeader(Title, [], note))
        {
            Description = Invariant($"Over {results.Count:N0} epochs: loss from {results[0].Metrics.Loss:0.000} to ")
                + Invariant($"{results[^1].Metrics.Loss:0.000}, mean pairwise distance from ")
                + Invariant($"{results[0].Metrics.Dispersion.MeanDistance:0.000} to {results[^1].Metrics.Dispersion.MeanDistance:0.000}."),
        };
    }
}
