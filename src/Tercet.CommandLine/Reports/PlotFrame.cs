using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace Tercet.CommandLine.Reports;

/// <summary>The frame that every plot shares: an axis below, ticks to the left with faint lines across.</summary>
public static class PlotFrame
{
    private const float LabelSize = 12.5f, TickSize = 11.5f;

    /// <summary>A plot with axes.</summary>
    /// <param name="limits">The visible range.</param>
    /// <param name="bottom">Label of the axis below.</param>
    /// <param name="bottomTicks">Its ticks.</param>
    /// <param name="left">Label of the axis to the left; empty for none.</param>
    /// <param name="leftTicks">Its ticks.</param>
    public static Plot Create(AxisLimits limits, string bottom, ITickGenerator bottomTicks, string left, ITickGenerator leftTicks)
    {
        Plot plot = CreateBare(limits);
        plot.Axes.Left.TickGenerator = leftTicks;
        plot.Axes.Left.FrameLineStyle.IsVisible = false;
        plot.Axes.Left.MinimumSize = 56;
        Style(plot.Axes.Left, left);
        plot.Axes.Bottom.TickGenerator = bottomTicks;
        Style(plot.Axes.Bottom, bottom);
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        plot.Layout.Fixed(new PixelPadding(left.Length > 0 ? 62 : 44, 32, 52, 8));
        plot.Grid.MajorLineColor = Palette.Grid;
        plot.Grid.XAxisStyle.IsVisible = false;
        return plot;
    }

    /// <summary>A plot with the same data area, without axes.</summary>
    /// <param name="limits">The visible range.</param>
    internal static Plot CreateBare(AxisLimits limits)
    {
        Fonts.Register();
        var plot = new Plot();
        plot.Font.Set(Fonts.Family);
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Title.IsVisible = false;
        plot.Axes.Margins(0, 0);
        plot.Axes.SetLimits(limits);
        return plot;
    }

    /// <summary>A distance between ticks: 1, 2 or 5 times a power of ten.</summary>
    /// <param name="length">The length of the axis.</param>
    /// <param name="about">About how many ticks it has.</param>
    /// <param name="least">The minimum distance.</param>
    public static double Apart(double length, int about, double least = 0)
    {
        double wanted = Math.Max(length / about, least);
        double power = Math.Pow(10, Math.Floor(Math.Log10(wanted)));
        return power * (wanted / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    /// <summary>Ticks at given places.</summary>
    /// <param name="places">The places.</param>
    /// <param name="format">The number format of their labels.</param>
    public static NumericManual Ticks(IEnumerable<double> places, string format)
    {
        var ticks = new NumericManual();
        foreach (double place in places)
            ticks.AddMajor(place, place.ToString(format, CultureInfo.InvariantCulture));
        return ticks;
    }

    /// <summary>The number format of ticks that are so far apart.</summary>
    /// <param name="apart">Their distance: 1, 2 or 5 times a power of ten.</param>
    public static string FormatOf(double apart) =>
        apart >= 1 ? "N0" : "0." + new string('0', (int)Math.Ceiling(-Math.Log10(apart) - 1e-9));

    /// <summary>Multiples of a number in a closed interval.</summary>
    /// <param name="apart">The number.</param>
    /// <param name="first">The lower end.</param>
    /// <param name="last">The upper end.</param>
    public static IEnumerable<double> Multiples(double apart, double first, double last)
    {
        for (double place = Math.Ceiling(first / apart - 1e-9); place * apart <= last + apart * 1e-9; place++)
            yield return place * apart + 0.0; // never −0
    }

    /// <summary>The pixel of a point, rounded to a tenth: finer than the eye, and half the digits in the SVG.</summary>
    /// <param name="axes">The axes.</param>
    /// <param name="x">The coordinate across.</param>
    /// <param name="y">The coordinate upwards.</param>
    public static SKPoint PixelOf(IAxes axes, double x, double y) =>
        new(MathF.Round(axes.GetPixelX(x) * 10) / 10, MathF.Round(axes.GetPixelY(y) * 10) / 10);

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
}
