using ScottPlot;

namespace Tercet.CommandLine.Reports;

/// <summary>One plot of a figure.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="Caption">The text above it; null for none.</param>
public sealed record FigurePanel(Plot Plot, string? Caption = null);
