namespace Tercet.CommandLine.Reports;

/// <summary>A table of a page. On a narrow screen its rows become stacks of labelled values.</summary>
/// <param name="Columns">The headings.</param>
/// <param name="Rows">The cells, as text; the first of a row is its heading.</param>
public sealed record PageTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Columns of text, from the left; the others are numbers. Default 1.</summary>
    public int TextColumns { get; init; } = 1;

    /// <summary>Whether it is narrow enough for any screen. Default false.</summary>
    public bool IsNarrow { get; init; }
}
