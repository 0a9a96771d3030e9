using ScottPlot;
using Tercet.CommandLine.Reports;
using Tercet.Torch.Training;
using Palette = Tercet.CommandLine.Reports.Palette;

namespace Tercet.Train.Reports;

/// <summary>Four plots over the epochs: loss, fraction of active triplets, hardness and mean pairwise distance.</summary>
internal static class EpochPanels
{
    private const int AboutTicks = 8, AboutLevels = 5, MaxMarked = 40;
    private const float DotSize = 5;

    public static IReadOnlyList<FigurePanel> Draw(IReadOnlyList<EpochSeries> series) =>
    [
        Loss(series),
        Panel(series, "Active triplets (fraction)", (_, result) => result.Metrics.ActiveFraction, 1),
        Panel(series, "Hardness of the negatives (1 = nearest)", (_, result) => result.Hardness, 1),
        Panel(series, "Mean pairwise distance", (_, result) => result.Metrics.Dispersion.MeanDistance, 0),
    ];

    /// <summary>Losses of one kind as they are; losses of several kinds relative to the loss at collapse.</summary>
    private static FigurePanel Loss(IReadOnlyList<EpochSeries> series)
    {
        var atCollapse = series.Select(line => line.LossAtCollapse).Distinct().ToList();
        return atCollapse is [var loss]
            ? Panel(series, "Loss (dashed: loss at collapse)", (_, result) => result.Metrics.Loss, loss, loss)
            : Panel(
                series, "Loss relative to the loss at collapse",
                (line, result) => result.Metrics.Loss / line.LossAtCollapse, 1, 1);
    }

    /// <param name="series">The lines.</param>
    /// <param name="caption">The text above the plot.</param>
    /// <param name="value">The value of an epoch.</param>
    /// <param name="least">The minimum height of the plot.</param>
    /// <param name="reference">Where a dashed reference line runs across; null for none.</param>
    private static FigurePanel Panel(
        IReadOnlyList<EpochSeries> series, string caption, Func<EpochSeries, EpochResult, double> value, double least,
        double? reference = null)
    {
        double[][] values = [.. series.Select(line => line.Means(result => value(line, result)))];
        var highest = Math.Max(values.Max(line => line.Max()), least);
        if (highest == 0)
            highest = 1;
        var epochs = series.Max(line => line.Epochs);
        var limits = new AxisLimits(1 - Margin(epochs), epochs + Margin(epochs), -0.035 * highest, 1.035 * highest);
        Plot plot = Frame(limits, "Epoch", PlotFrame.Apart(epochs, AboutTicks, least: 1), 1, epochs, highest);
        if (reference is { } height)
        {
            plot.PlottableList.Add(
                new EpochLine([limits.Left, limits.Right], [height, height], Palette.Muted) { Width = 1.5f, Dashed = true });
        }
        // Backwards, so that the first lies on top.
        for (int i = series.Count - 1; i >= 0; i--)
        {
            double[] places = [.. Enumerable.Range(1, values[i].Length).Select(epoch => (double)epoch)];
            plot.PlottableList.Add(new EpochLine(places, values[i], series[i].Color)
            {
                Dashed = series[i].Dashed,
                Diameter = epochs <= MaxMarked ? DotSize : 0,
            });
        }
        return new FigurePanel(plot, caption);
    }

    /// <summary>Recall@1 over the images seen: a steeper line is faster, a higher end better.</summary>
    /// <param name="lines">The strategies, with their points.</param>
    /// <param name="levels">Baselines, as dashed lines across.</param>
    public static FigurePanel Recall(IReadOnlyList<RecallLine> lines, IEnumerable<double> levels)
    {
        double[] across = [.. levels];
        var (most, highest) = (lines.Max(line => line.Images.Max()), lines.SelectMany(line => line.High).Concat(across).Max());
        if (highest == 0)
            highest = 1;
        var limits = new AxisLimits(0, 1.03 * most, -0.035 * highest, 1.035 * highest);
        Plot plot = Frame(limits, "Images seen", PlotFrame.Apart(most, AboutTicks / 2), 0, most, highest);
        foreach (var level in across)
            plot.PlottableList.Add(new EpochLine([limits.Left, limits.Right], [level, level], Palette.Muted) { Width = 1.5f, Dashed = true });
        foreach (var line in lines.Where(line => line.Deviations is not null))
            plot.PlottableList.Add(new EpochBand(line.Images, line.Low, line.High, line.Color));
        foreach (var line in lines.Reverse())
        {
            plot.PlottableList.Add(new EpochLine(line.Images, line.Recalls, line.Color)
            {
                Dashed = line.Dashed,
                Diameter = line.Images.Length <= MaxMarked ? DotSize : 0,
            });
        }
        return new FigurePanel(plot, "Recall@1 on the test split (dashed: baselines)");
    }

    private static Plot Frame(AxisLimits limits, string bottom, double apart, double first, double last, double highest)
    {
        var numbers = PlotFrame.Multiples(apart, first, last);
        var level = PlotFrame.Apart(highest, AboutLevels);
        var format = level switch { < 0.01 => "0.0000", < 0.1 => "0.00", _ => "0.0" };
        return PlotFrame.Create(
            limits, bottom, PlotFrame.Ticks(numbers, "N0"), "", PlotFrame.Ticks(PlotFrame.Multiples(level, 0, highest), format));
    }

    private static double Margin(int epochs) => Math.Max(0.5, epochs * 0.02) * (epochs == 1 ? 1 : 0.6);
}
