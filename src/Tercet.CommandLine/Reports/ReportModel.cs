namespace Tercet.CommandLine.Reports;

/// <summary>The content of the report of a run: everything as the text or the drawing to show.</summary>
internal sealed record ReportModel
{
    public required string Title { get; init; }

    /// <summary>What was run, on what; null for nothing.</summary>
    public string? Summary { get; init; }

    /// <summary>What came of it, in a sentence or two.</summary>
    public IReadOnlyList<string> Verdict { get; init; } = [];

    /// <summary>The few numbers that matter most, as label and value.</summary>
    public IReadOnlyList<(string Label, string Value)> KeyFigures { get; init; } = [];

    /// <summary>The plot of target and actual hardness; null for none.</summary>
    public PageFigure? Hardness { get; init; }

    /// <summary>Target and actual hardness for each tenth of the cycle; null for none.</summary>
    public PageTable? HardnessTable { get; init; }

    /// <summary>What was found of triplets, or of the groups of batches; null for nothing.</summary>
    public RunFindings? Findings { get; init; }

    /// <summary>Triplets whose negative is nearer than the positive.</summary>
    public long Violating { get; init; }

    /// <summary>The distributions of distances; null for none.</summary>
    public PageFigure? Distances { get; init; }

    /// <summary>How often classes and items serve, as label and value.</summary>
    public IReadOnlyList<(string Label, string Value)> Coverage { get; init; } = [];

    /// <summary>What was skipped, and what a reader should know, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Commands worth running next, each with what it does.</summary>
    public IReadOnlyList<(string Command, string Purpose)> Next { get; init; } = [];

    /// <summary>Every option of the run, as name and value.</summary>
    public IReadOnlyList<(string Label, string Value)> Options { get; init; } = [];

    /// <summary>What was read, as role and path.</summary>
    public IReadOnlyList<(string Label, string Value)> Inputs { get; init; } = [];
}
