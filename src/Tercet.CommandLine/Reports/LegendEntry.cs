using ScottPlot;

namespace Tercet.CommandLine.Reports;

/// <summary>An entry of a figure's legend.</summary>
/// <param name="Name">The name.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Mark">Its mark.</param>
public sealed record LegendEntry(string Name, Color Color, LegendMark Mark);
