using ScottPlot;

namespace Tercet.Cli.Reports;

/// <summary>One name in a figure's legend, with the mark that stands for it.</summary>
internal sealed record LegendEntry(string Name, Color Color, LegendMark Mark);
