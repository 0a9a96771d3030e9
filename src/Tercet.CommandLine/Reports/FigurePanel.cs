using ScottPlot;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>One of the plots that a figure is made of.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="Caption">What stands over it; null for nothing.</param>
public sealed record FigurePanel(Plot Plot, string? Caption = null);
