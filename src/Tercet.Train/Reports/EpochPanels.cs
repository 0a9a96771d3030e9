using ScottPlot;
using Tercet.Cli.Reports;
using Tercet.Torch.Training;
using Palette = Tercet.Cli.Reports.Palette;

namespace Tercet.Train.Reports;

/// <summary>Four plots over the epochs: loss, active share, hardness and spread.</summary>
internal static class EpochPanels
{
    private const int AboutTicks = 8, AboutLevels = 5, MostMarked = 40;
    private const float DotSize = 5;

    public static IReadOnlyList<FigurePanel> Draw(IReadOnlyList<EpochSeries> series) =>
    [
        Loss(series),
        Panel(series, "Active share: triplets with a loss", (_, result) => result.Metrics.ActiveFraction, 1),
        Panel(series, "Hardness of the negatives (1: the nearest)", (_, result) => result.Hardness, 1),
        Panel(series, "Spread: mean distance of two embeddings", (_, result) => result.Metrics.Spread.MeanDistance, 0),
    ];

    /// <summary>Losses of one kind as they are, those of several kinds in units of what a single point would have.</summary>
    private static FigurePanel Loss(IReadOnlyList<EpochSeries> series)
    {
        var marks = series.Select(line => line.LossAtCollapse).Distinct().ToList();
        return marks is [var mark]
            ? Panel(series, "Loss (grey dashes: that of a single point)", (_, result) => result.Metrics.Loss, mark, mark)
            : Panel(series, "Loss, in units of that of a single point", (line, result) => result.Metrics.Loss / line.LossAtCollapse, 1, 1);
    }

    /// <param name="series">The lines.</param>
    /// <param name="caption">What stands over the plot.</param>
    /// <param name="figure">What it shows of an epoch.</param>
    /// <param name="least">The height that it has at least.</param>
    /// <param name="mark">Where a dashed line runs across; null for none.</param>
    private static FigurePanel Panel(IReadOnlyList<EpochSeries> series, string caption, Func<EpochSeries, EpochResult, double> figure, double least, double? mark = null)
    {
        double[][] values = [.. series.Select(line => line.Means(result => figure(line, result)))];
        var epochs = series.Max(line => line.Epochs);
        var highest = Math.Max(values.Max(line => line.Max()), least);
        if (highest == 0)
            highest = 1;
        var level = PlotFrame.Apart(highest, AboutLevels);
        var limits = new AxisLimits(1 - Room(epochs), epochs + Room(epochs), -0.035 * highest, 1.035 * highest);
        Plot plot = PlotFrame.Create(
            limits, "Epoch", PlotFrame.Ticks(PlotFrame.Multiples(PlotFrame.Apart(epochs, AboutTicks, least: 1), 1, epochs), "N0"),
            "", PlotFrame.Ticks(PlotFrame.Multiples(level, 0, highest), level switch { < 0.01 => "0.0000", < 0.1 => "0.00", _ => "0.0" }));
        if (mark is { } height)
            plot.PlottableList.Add(new EpochLine([limits.Left, limits.Right], [height, height], Palette.Muted) { Width = 1.5f, Dashed = true });
        // Backwards, so that the first lies on top.
        for (int i = series.Count - 1; i >= 0; i--)
        {
            double[] places = [.. Enumerable.Range(1, values[i].Length).Select(epoch => (double)epoch)];
            plot.PlottableList.Add(new EpochLine(places, values[i], series[i].Color) { Dashed = series[i].Dashed, Diameter = epochs <= MostMarked ? DotSize : 0 });
        }
        return new FigurePanel(plot, caption);
    }

    private static double Room(int epochs) => Math.Max(0.5, epochs * 0.02) * (epochs == 1 ? 1 : 0.6);
}
