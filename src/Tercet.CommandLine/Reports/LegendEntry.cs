using ScottPlot;
using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

/// <summary>One name in a figure's legend, with the mark that stands for it.</summary>
public sealed record LegendEntry(string Name, Color Color, LegendMark Mark);
