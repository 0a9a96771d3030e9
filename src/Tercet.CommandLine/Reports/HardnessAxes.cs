using ScottPlot;

namespace Tercet.CommandLine.Reports;

/// <summary>What every plot of hardness over steps shares: steps across, hardness from 0 to 1 upwards.</summary>
internal static class HardnessAxes
{
    /// <summary>The label of the hardness as it is recorded.</summary>
    public const string Label = "Hardness (0 easiest, 1 hardest)";

    private const int PixelsPerTick = 90;

    /// <param name="firstStep">The first step.</param>
    /// <param name="lastStep">The last step.</param>
    /// <param name="width">The width of the figure.</param>
    /// <param name="label">The label of the axis upwards.</param>
    public static Plot Create(double firstStep, double lastStep, int width, string label = Label)
    {
        double apart = PlotFrame.Apart(lastStep - firstStep, width / PixelsPerTick, least: 1);
        // No tick outside the data, except that 10,000 steps may end at 10,000 although the last one is 9,999.
        IEnumerable<double> steps = PlotFrame.Multiples(apart, firstStep, lastStep + (apart > 5 ? 1 : 0));
        return PlotFrame.Create(
            Limits(firstStep, lastStep), "Step", PlotFrame.Ticks(steps, "N0"),
            label, PlotFrame.Ticks(PlotFrame.Multiples(0.2, 0, 1), "0.0"));
    }

    /// <summary>A plot with the same data area, without axes.</summary>
    public static Plot CreateBare(double firstStep, double lastStep) => PlotFrame.CreateBare(Limits(firstStep, lastStep));

    /// <summary>A margin keeps lines at exactly 0 or 1, and dots at the first and last step, from being clipped.</summary>
    private static AxisLimits Limits(double firstStep, double lastStep)
    {
        double room = Math.Max((lastStep - firstStep) * 0.008, firstStep == lastStep ? 1 : 0);
        return new AxisLimits(firstStep - room, lastStep + room, -0.035, 1.035);
    }
}
