using ScottPlot;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>
/// Colours that stay apart for colour-blind readers: Okabe and Ito (2008), with the yellow darkened to hold against white
/// and the black, which would vanish on a dark page, replaced by a grey.
/// </summary>
public static class Palette
{
    public static readonly Color Ink = Color.FromHex("#1F2933");
    public static readonly Color Muted = Color.FromHex("#5F6B7A");
    public static readonly Color Grid = Color.FromHex("#E4E8EC");
    public static readonly Color Paper = Color.FromHex("#FFFFFF");

    public static readonly Color Blue = Color.FromHex("#0072B2");
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

    /// <summary>Series that can be told apart.</summary>
    public static int MostSeries => Series.Length;

    public static Color OfSeries(int index) => Series[index % Series.Length];
}
