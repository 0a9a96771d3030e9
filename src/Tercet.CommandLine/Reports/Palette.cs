using ScottPlot;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// Colours that colour-blind readers can tell apart: Okabe and Ito (2008), with the yellow darkened to hold against white
/// and the black, which would vanish on a dark page, replaced by a grey.
/// </summary>
public static class Palette
{
    internal static readonly Color Ink = Color.FromHex("#1F2933");
    /// <summary>Axes, reference lines and remarks.</summary>
    public static readonly Color Muted = Color.FromHex("#5F6B7A");
    internal static readonly Color Grid = Color.FromHex("#E4E8EC");
    internal static readonly Color Paper = Color.FromHex("#FFFFFF");

    /// <summary>The first series, and target values.</summary>
    public static readonly Color Blue = Color.FromHex("#0072B2");
    /// <summary>The second series, and actual values.</summary>
    public static readonly Color Orange = Color.FromHex("#D55E00");

    private static readonly Color[] Series =
    [
        Blue,
        Orange,
        Color.FromHex("#009E73"),
        Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"),
        Color.FromHex("#56B4E9"),
        Color.FromHex("#7A8691"),
        Color.FromHex("#B8A600"),
    ];

    /// <summary>Number of series that can be told apart.</summary>
    public static int MaxSeries => Series.Length;

    /// <summary>The colour of a series.</summary>
    /// <param name="index">Its index.</param>
    public static Color OfSeries(int index) => Series[index % Series.Length];
}
