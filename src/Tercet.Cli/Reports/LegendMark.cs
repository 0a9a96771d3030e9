namespace Tercet.Cli.Reports;

internal enum LegendMark
{
    Line,
    Dashes,
    Dots,
}
