namespace Tercet.CommandLine.Reports;

/// <summary>The content of the report of a run: numbers as numbers, everything else as the text to show.</summary>
internal sealed record ReportModel
{
    public required string Title { get; init; }

    /// <summary>A sentence under the title; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>Key facts, as label and value.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts { get; init; } = [];

    /// <summary>Warnings and notes, each a sentence.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The hardness plot as SVG, as <see cref="Figure.ToSvg"/> writes it; null for none.</summary>
    public string? HardnessSvg { get; init; }

    /// <summary>Target and actual hardness for each tenth of the cycle.</summary>
    public IReadOnlyList<HardnessRow> HardnessRows { get; init; } = [];

    /// <summary>How often classes and items serve, as label and value.</summary>
    public IReadOnlyList<(string Label, string Value)> Coverage { get; init; } = [];

    /// <summary>Examples of triplets, in step order.</summary>
    public IReadOnlyList<TripletExample> Triplets { get; init; } = [];

    /// <summary>Examples of batches, in step order.</summary>
    public IReadOnlyList<BatchExample> Batches { get; init; } = [];

    /// <summary>Every option of the run, as name and value.</summary>
    public IReadOnlyList<(string Label, string Value)> Options { get; init; } = [];

    /// <summary>Commands worth running next, each with what it does.</summary>
    public IReadOnlyList<(string Command, string Purpose)> Next { get; init; } = [];
}
