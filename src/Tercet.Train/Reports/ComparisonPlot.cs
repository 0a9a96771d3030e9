using Tercet.CommandLine.Reports;
using Tercet.Torch.Comparison;
using static System.FormattableString;

namespace Tercet.Train.Reports;

/// <summary>Several strategies over the epochs, each the mean of its seeds.</summary>
internal static class ComparisonPlot
{
    private static readonly PlotSize Size = new(800, 620);

    /// <param name="trials">The training runs.</param>
    /// <param name="lossAtCollapse">The loss at collapse of a strategy.</param>
    public static Figure Draw(IReadOnlyList<Trial> trials, Func<string, double> lossAtCollapse)
    {
        const string Title = "Strategies by epoch";
        EpochSeries[] series =
        [
            .. trials.GroupBy(trial => trial.Strategy).Select((group, i) =>
                new EpochSeries(group.Key, i, lossAtCollapse(group.Key), [.. group.Select(trial => trial.Epochs)])),
        ];
        LegendEntry[] legend =
            [.. series.Select(line => new LegendEntry(line.Name, line.Color, line.Dashed ? LegendMark.Dashes : LegendMark.Line))];
        var seeds = series.Max(line => line.Runs.Count);
        var header = new FigureHeader(Title, legend, seeds == 1 ? null : Invariant($"lines: means of {seeds} seeds"));
        return new Figure(EpochPanels.Draw(series), 2, Size, Title, header);
    }
}
