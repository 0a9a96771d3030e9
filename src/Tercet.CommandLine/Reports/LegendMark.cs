using Tercet.CommandLine.Data;
using Tercet.CommandLine.Runs;

namespace Tercet.CommandLine.Reports;

public enum LegendMark
{
    Line,
    Dashes,
    Dots,
}
