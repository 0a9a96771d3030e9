namespace Tercet.CommandLine.Reports;

/// <summary>How a legend marks a series.</summary>
public enum LegendMark
{
    /// <summary>A solid line.</summary>
    Line,

    /// <summary>A dashed line.</summary>
    Dashes,

    /// <summary>Dots.</summary>
    Dots,
}
