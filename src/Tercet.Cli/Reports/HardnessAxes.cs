using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Tercet.Cli.Reports;

/// <summary>The frame that every figure shares: steps across, hardness from 0 to 1 upwards.</summary>
internal static class HardnessAxes
{
    private const float LabelSize = 12.5f, TickSize = 11.5f;

    public static Plot Create(double firstStep, double lastStep)
    {
        Plot plot = CreateBare(firstStep, lastStep);
        plot.Axes.Left.TickGenerator = HardnessTicks();
        plot.Axes.Left.FrameLineStyle.IsVisible = false;
        plot.Axes.Left.MinimumSize = 56;
        Style(plot.Axes.Left, "Hardness (0 easiest, 1 hardest)");
        plot.Axes.Bottom.TickGenerator = StepTicks(firstStep, lastStep);
        Style(plot.Axes.Bottom, "Step");
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Layout.Fixed(new PixelPadding(62, 32, 52, 8));
        plot.Grid.MajorLineColor = Palette.Grid;
        plot.Grid.XAxisStyle.IsVisible = false;
        return plot;
    }

    /// <summary>The same place for the data, without axes.</summary>
    public static Plot CreateBare(double firstStep, double lastStep)
    {
        Fonts.Register();
        var plot = new Plot();
        plot.Font.Set(Fonts.Family);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Title.IsVisible = false;
        plot.Axes.Margins(0, 0);

        // A little room keeps lines at exactly 0 or 1, and dots at the first and last step, from being cut in half.
        double room = Math.Max((lastStep - firstStep) * 0.008, firstStep == lastStep ? 1 : 0);
        plot.Axes.SetLimits(firstStep - room, lastStep + room, -0.035, 1.035);
        return plot;
    }

    private static void Style(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.FontSize = LabelSize;
        axis.Label.Bold = false;
        axis.Label.ForeColor = Palette.Muted;
        axis.TickLabelStyle.FontSize = TickSize;
        axis.TickLabelStyle.ForeColor = Palette.Muted;
        axis.FrameLineStyle.Color = Palette.Muted;
        axis.FrameLineStyle.Width = 1;
        axis.MajorTickStyle.Length = 4;
        axis.MajorTickStyle.Color = Palette.Muted;
        axis.MinorTickStyle.Length = 0;
    }

    private static NumericManual HardnessTicks()
    {
        var ticks = new NumericManual();
        foreach (double value in (double[])[0, 0.2, 0.4, 0.6, 0.8, 1])
            ticks.AddMajor(value, value.ToString("0.0", CultureInfo.InvariantCulture));
        return ticks;
    }

    /// <summary>
    /// About eight whole steps, 1, 2 or 5 times a power of ten apart, none outside of the data: but 10,000 steps may end at
    /// 10,000 although the last one is 9,999.
    /// </summary>
    private static NumericManual StepTicks(double first, double last)
    {
        double wanted = Math.Max((last - first) / 8, 1);
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        double apart = power * (wanted / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };

        var ticks = new NumericManual();
        for (double step = Math.Ceiling(first / apart) * apart; step <= last + (apart > 5 ? 1 : 0); step += apart)
            ticks.AddMajor(step, step.ToString("N0", CultureInfo.InvariantCulture));
        return ticks;
    }
}
